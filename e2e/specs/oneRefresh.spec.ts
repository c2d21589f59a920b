import type { Page } from '@playwright/test'
import { alice } from '../fixtures/accounts.ts'
import type { Keeping } from '../fixtures/openSession.ts'
import { expectAll, refresh } from '../fixtures/readSession.ts'
import { signIn } from '../fixtures/signIn.ts'
import type { Fixtures } from '../fixtures/test.ts'
import { expect, test } from '../fixtures/test.ts'

interface Plan {
  readonly count: number
  readonly expiries: number
  readonly keeping: Keeping
}

/** Asks all the time for tokens, until so many have come; tells the tokens by their ends, and how orders took the last. */
async function askAllTheTime(page: Page, wanted: number): Promise<{ tokens: readonly string[]; status: number }> {
  return page.evaluate(async (enough) => {
    const tokens: string[] = []
    while (tokens.length < enough) {
      const token = (await session.getAccessToken()).slice(-12)
      if (token === tokens.at(-1)) await new Promise((resolve) => setTimeout(resolve, 10))
      else tokens.push(token)
    }
    const { status } = await session.fetch('/orders')
    session.stop()
    return { tokens, status }
  }, wanted)
}

async function expectOneRefresh({ shop, openTabs }: Pick<Fixtures, 'shop' | 'openTabs'>, plan: Plan): Promise<void> {
  const { count, expiries, keeping } = plan
  await shop.change({ rotation: 'strict', replay: false, answerDelay: 150 })
  const tabs = await openTabs(count, { ...keeping, leeway: 0 })
  await signIn(tabs[0], alice)
  await expectAll(tabs, alice.name)

  // The token of the sign-in, then one that holds 2 s and is asked for by hand, then one after each expiry.
  const asked = tabs.map((tab) => askAllTheTime(tab, 2 + expiries))
  await shop.change({ tokenLifetime: 2 })
  await refresh(tabs[0])
  const results = await Promise.all(asked)

  const { rotations, requests, reuseDetections, refusedRefreshes } = await shop.counts()
  expect({ rotations, requests: requests.refresh, reuseDetections, refusedRefreshes }).toEqual({
    rotations: 1 + expiries,
    requests: 1 + expiries,
    reuseDetections: 0,
    refusedRefreshes: 0,
  })
  const spent = (await shop.log()).filter(({ what }) => what === 'rotated').map(({ token }) => token)
  expect(new Set(spent).size, 'each expiry spends another token').toBe(1 + expiries)
  expect(results).toEqual(results.map(() => ({ tokens: results[0]?.tokens, status: 200 })))
}

const storages: readonly (readonly [string, Keeping])[] = [
  ['IndexedDB, encrypted', {}],
  ['localStorage', { storage: 'localstorage' }],
  ['a cookie', { storage: 'cookie' }],
]

for (const [where, keeping] of storages) {
  for (const count of [10, 20]) {
    test(`${count} tabs that ask at once at each of 5 expiries send one refresh an expiry, and all live on: ${where} (invariants 1, 2)`, async ({
      shop,
      openTabs,
      recorder,
    }) => {
      if (keeping.storage) recorder.expectClearTokens()
      await expectOneRefresh({ shop, openTabs }, { count, expiries: 5, keeping })
    })
  }
}

test('where there are no Web Locks, the claim in the row alone makes it one refresh an expiry (invariants 1, 8)', async ({
  context,
  shop,
  openTabs,
}) => {
  await context.addInitScript(() => {
    Object.defineProperty(navigator, 'locks', { value: undefined })
  })
  await expectOneRefresh({ shop, openTabs }, { count: 10, expiries: 2, keeping: {} })
})
