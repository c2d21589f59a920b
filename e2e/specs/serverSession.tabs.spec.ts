import { alice } from '../fixtures/accounts.ts'
import { eventually, pass } from '../fixtures/eventually.ts'
import { frontEnds } from '../fixtures/frontEnds.ts'
import { expectAll, firstSignedOut } from '../fixtures/readSession.ts'
import { signIn, signInByForm } from '../fixtures/signIn.ts'
import type { ShopTab } from '../fixtures/test.ts'
import { expect, test } from '../fixtures/test.ts'
import { wakeUp } from '../fixtures/wakeUp.ts'
import { watchRole } from '../fixtures/watchRole.ts'

const lifetime = 10

test('ten tabs in use make one renewal an interval, unused ones none, and all end when the server says so, warned before (invariants 1, 6)', async ({
  shop,
  openShopTab,
}) => {
  await shop.change({ sessionLifetime: lifetime })
  const tabs = await Promise.all(Array.from({ length: 10 }, () => openShopTab('?session=server&warn=2')))
  const pages = tabs.map(({ page }) => page)
  const [first] = pages as [ShopTab['page']]
  const renewals = async () => (await shop.log()).filter(({ what }) => what === 'session-renewed').map(({ at }) => at)
  const since = Date.now()
  await signIn(first, alice)
  await expectAll(pages, alice.name)
  const { requests } = await shop.counts()

  for (const page of pages) await page.evaluate(wakeUp)
  await pass((lifetime / 4) * 1_000 + 300, since)
  expect((await shop.counts()).requests, 'before anybody did anything').toMatchObject({
    'session-probe': requests['session-probe'],
    'session-renew': 0,
  })

  await eventually(async () => {
    for (const page of pages) await page.keyboard.press('Shift')
    return (await renewals()).length
  }, 60_000).toBeGreaterThanOrEqual(3)

  const times = await renewals()
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
  console.log(`renewals of ten tabs, so many milliseconds apart: ${gaps.join(', ')}`)
  // What is left is told in whole seconds.
  expect(Math.min(...gaps), 'milliseconds between two renewals').toBeGreaterThanOrEqual(((lifetime - 1) / 4) * 1_000)
  const used = await shop.counts()
  expect(used.requests['session-probe']).toBe(requests['session-probe'])
  // A tab's first one may carry the CSRF token of before the sign-in.
  expect(used.requests['session-renew'] - used.csrfRefusals, 'by one tab for all').toBe(used.renewals)

  await shop.change({ sessionLifetime: 4 })
  await first.evaluate(() => session.extend())
  await expectAll(pages, 'rejected')

  const warned = await Promise.all(
    pages.map((page) =>
      page.evaluate(() => expiries.some(({ isExpiring, cause }) => isExpiring && cause === 'server')),
    ),
  )
  expect(warned).toEqual(pages.map(() => true))
  for (const page of pages) expect((await firstSignedOut(page))?.reason).toBe('rejected')
  // Twice, where less than a second was left.
  const asked = (await shop.counts()).requests['session-probe'] - requests['session-probe']
  expect([1, 2], 'one tab asked for all').toContain(asked)
})

test('before the server ends the session every front end asks, and an answer in one is one renewal for all', async ({
  shop,
  openShopTab,
}) => {
  await shop.change({ sessionLifetime: 12 })
  const asking = '?session=server&warn=9'
  const tabs: ShopTab[] = []
  for (const frontEnd of frontEnds) tabs.push(await openShopTab(asking, frontEnd))
  for (const { page } of tabs) await page.evaluate(watchRole, ['alertdialog', 'Still there?'] as const)
  await signInByForm(tabs[0] as ShopTab, alice)
  const showingsOf = () => Promise.all(tabs.map(({ page }) => page.evaluate(() => showings)))
  await eventually(async () => (await showingsOf()).map(([asked]) => asked?.isShown)).toEqual([true, true, true])

  await tabs.at(-1)?.click('button', 'Stay signed in')

  await eventually(async () => (await showingsOf()).map(([, stayed]) => stayed?.isShown)).toEqual([false, false, false])
  expect((await shop.counts()).renewals).toBe(1)
  await expectAll(
    tabs.map(({ page }) => page),
    alice.name,
  )
})
