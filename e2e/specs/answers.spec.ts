import { alice } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import type { Settings } from '../fixtures/openShop.ts'
import { askToken, refresh, tryOrders, whoIs } from '../fixtures/readSession.ts'
import { signIn } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

type Failure = Omit<NonNullable<Settings['failures']>, 'endpoint' | 'count'>

const senseless: Readonly<Record<string, Failure>> = {
  'expires_in of 60 days': { kind: 'expires-in', value: 60 * 86_400 },
  'negative expires_in': { kind: 'expires-in', value: -1 },
  'infinite expires_in': { kind: 'expires-in', value: '1e400' },
  'expires_in that is a text': { kind: 'expires-in', value: '"3600"' },
  'no expires_in': { kind: 'expires-in' },
  'JSON cut short': { kind: 'not-json' },
  "a proxy's page with status 200": { kind: 'html' },
}

for (const [what, failure] of Object.entries(senseless)) {
  test(`a refresh answered with ${what} is a typed error, and the old grant is kept (invariants 4, 12)`, async ({
    shop,
    openTabs,
  }) => {
    const [tab] = await openTabs(1)
    await signIn(tab, alice)
    const old = await askToken(tab)
    await shop.change({ failures: { ...failure, endpoint: 'refresh', count: null } })

    const refreshed = refresh(tab)
    await eventually(() => tab.evaluate(() => session.getSnapshot().error?.code)).toBe('ANSWER_INVALID')
    expect(await refresh(tab, 100)).toBe('ANSWER_INVALID')

    expect(await whoIs(tab)).toBe(alice.name)
    expect(await askToken(tab)).toBe(old)
    expect(await tryOrders(tab)).toBe(200)
    await shop.change({ failures: null })
    expect(await refreshed).toBe('refreshed')
    expect(await askToken(tab)).not.toBe(old)
    expect((await shop.counts()).reuseDetections).toBe(0)
  })
}

test('a sign-in answered with expires_in of 60 days is a typed error, and nobody is signed in (invariant 12)', async ({
  shop,
  openTabs,
}) => {
  await shop.change({ failures: { kind: 'expires-in', value: 60 * 86_400, endpoint: 'sign-in', count: 1 } })
  const [tab] = await openTabs(1)

  const failed = await tab.evaluate((input) => session.signIn(input).catch(({ code }) => code), {
    email: alice.email,
    password: alice.password,
  })

  expect(failed).toBe('ANSWER_INVALID')
  expect(await whoIs(tab)).toBe('none')
})
