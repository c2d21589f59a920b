import { alice, bob } from '../fixtures/accounts.ts'
import {
  askToken,
  askUntilNew,
  expectAll,
  firstSignedOut,
  refresh,
  tryOrders,
  whoAreThey,
} from '../fixtures/readSession.ts'
import { signIn } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

const count = 10
const keeping = { storage: 'memory', byCookie: true, leeway: 0 } as const

test(`${count} tabs with tokens in memory refresh by one HttpOnly cookie strictly one after another (invariants 1, 2)`, async ({
  shop,
  openTabs,
}) => {
  await shop.change({ rotation: 'strict', replay: false, answerDelay: 150 })
  const tabs = await openTabs(count, keeping)
  const since = Date.now()
  await signIn(tabs[0], alice)
  await expectAll(tabs, alice.name)
  const before = await shop.counts()
  expect(before.rotations, 'every other tab got a token of its own').toBe(count - 1)

  // Tokens that expire, but not before the last tab has one, however slow this machine is.
  await shop.change({ tokenLifetime: 2 + Math.ceil((Date.now() - since) / 500) })
  expect(await Promise.all(tabs.map((tab) => refresh(tab, 30_000)))).toEqual(tabs.map(() => 'refreshed'))
  await shop.change({ tokenLifetime: 300 })
  const old = await Promise.all(tabs.map((tab) => askToken(tab)))
  expect(new Set(old).size).toBe(count)

  const fresh = await Promise.all(tabs.map((tab, index) => askUntilNew(tab, old[index] ?? '')))

  const { rotations, reuseDetections, refusedRefreshes, parallelRefreshes } = await shop.counts()
  expect({ rotations, reuseDetections, refusedRefreshes, parallelRefreshes }).toEqual({
    rotations: before.rotations + 2 * count,
    reuseDetections: 0,
    refusedRefreshes: 0,
    parallelRefreshes: 1,
  })
  expect(new Set(fresh).size).toBe(count)
  expect(await whoAreThey(tabs)).toEqual(tabs.map(() => alice.name))
})

test('with tokens in memory, a sign-out and a user switch reach all tabs (invariants 3, 13)', async ({
  shop,
  openTabs,
}) => {
  const tabs = await openTabs(count, keeping)
  await signIn(tabs[0], alice)
  await expectAll(tabs, alice.name)

  await signIn(tabs[1], bob)
  await expectAll(tabs, bob.name)
  expect(await Promise.all(tabs.map(tryOrders))).toEqual(tabs.map(() => 200))

  await tabs[1].evaluate(() => session.signOut())
  await expectAll(
    tabs.filter((tab) => tab !== tabs[1]),
    'elsewhere',
  )
  const [first, leaving, ...others] = await Promise.all(tabs.map(firstSignedOut))
  expect(leaving?.reason).toBe('signed-out')
  for (const told of [first, ...others])
    expect((told?.at ?? 0) - (leaving?.at ?? 0), 'milliseconds until another tab shows it').toBeLessThan(1_000)
  expect((await shop.counts()).liveFamilies).toMatchObject({ [alice.email]: 0, [bob.email]: 0 })
})
