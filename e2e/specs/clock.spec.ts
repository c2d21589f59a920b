import { alice } from '../fixtures/accounts.ts'
import { openSession } from '../fixtures/openSession.ts'
import { askToken, askUntilNew, expectAll, refresh, tryOrders, whoIs } from '../fixtures/readSession.ts'
import { shiftDate } from '../fixtures/shiftDate.ts'
import { signIn } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

const hour = 3_600_000
const day = 24 * hour

for (const [wrong, by] of [
  ['a day fast', day],
  ['a day slow', -day],
] as const) {
  test(`a clock ${wrong} signs nobody out and refreshes nothing early, but on time (invariant 12)`, async ({
    context,
    shop,
    openTabs,
  }) => {
    await context.addInitScript(shiftDate, by)
    const [tab] = await openTabs(1, { leeway: 0 })
    await signIn(tab, alice)
    await tab.reload()
    await openSession(tab, { leeway: 0 })
    await expectAll([tab], alice.name)
    expect(await askToken(tab)).toContain('.')
    expect(await tryOrders(tab)).toBe(200)
    expect((await shop.counts()).requests.refresh).toBe(0)

    await shop.change({ tokenLifetime: 2 })
    expect(await refresh(tab)).toBe('refreshed')
    const brief = shop.newestToken()
    await shop.change({ tokenLifetime: 300 })
    await askUntilNew(tab, brief)
    expect((await shop.counts()).requests.refresh).toBe(2)
    expect(await tryOrders(tab)).toBe(200)
  })
}

for (const [step, by] of [
  ['a day ahead', day],
  ['a day back', -day],
  ['8 h ahead, as after sleep', 8 * hour],
] as const) {
  test(`a clock set ${step} during the session costs one refresh at most, in all tabs together, and no loop (invariant 12)`, async ({
    context,
    shop,
    openTabs,
  }) => {
    await context.addInitScript(shiftDate, 0)
    const tabs = await openTabs(3)
    await signIn(tabs[0], alice)
    await expectAll(tabs, alice.name)

    for (const tab of tabs) await tab.evaluate((shift) => shiftClock(shift), by)
    for (let round = 0; round < 5; round++) {
      const tokens = await Promise.all(tabs.map((tab) => askToken(tab)))
      for (const token of tokens) expect(token).toContain('.')
    }

    const { requests, reuseDetections } = await shop.counts()
    expect(requests.refresh).toBeLessThanOrEqual(1)
    expect(reuseDetections).toBe(0)
    for (const tab of tabs) {
      expect(await whoIs(tab)).toBe(alice.name)
      expect(await tryOrders(tab)).toBe(200)
    }
  })
}

test('a step ahead counts as time away: the idle limit ends the session (invariant 12)', async ({
  context,
  openTabs,
}) => {
  await context.addInitScript(shiftDate, 0)
  const [tab] = await openTabs(1, { idleTimeout: hour / 2 })
  await signIn(tab, alice)

  await tab.evaluate((shift) => shiftClock(shift), 8 * hour)

  expect(await askToken(tab)).toMatch(/\.|SIGNED_OUT/)
  await tab.evaluate(() => dispatchEvent(new Event('focus')))
  await expectAll([tab], 'idle')
  expect(await askToken(tab)).toBe('SIGNED_OUT')
})
