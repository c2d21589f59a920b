import type { Page } from '@playwright/test'
import { alice } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { expectAll, firstSignedOut, whoAreThey } from '../fixtures/readSession.ts'
import { signIn, signInByForm } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'
import { watchRole } from '../fixtures/watchRole.ts'

const expiriesOf = (pages: readonly Page[]): Promise<readonly (readonly SeenExpiry[])[]> =>
  Promise.all(pages.map((page) => page.evaluate(() => expiries)))

test('a person who does nothing is warned in every tab, can stay by an answer in one, and is signed out in all', async ({
  shop,
  openShopTab,
}) => {
  const first = await openShopTab('?idle=6&warn=4')
  await signInByForm(first, alice)
  const second = await openShopTab('?idle=6&warn=4')
  const tabs = [first, second]
  for (const { page } of tabs) await page.evaluate(watchRole, ['alertdialog', 'Still there?'] as const)
  const showingsOf = () => Promise.all(tabs.map(({ page }) => page.evaluate(() => showings)))
  await eventually(async () => (await showingsOf()).map(([warned]) => warned?.isShown)).toEqual([true, true])

  await second.click('button', 'Stay signed in')

  // Read from what the pages noted: by the time that somebody looks they may be warning again.
  await eventually(async () => (await showingsOf()).map(([, stayed]) => stayed?.isShown)).toEqual([false, false])
  const [here = 0, there = 0] = (await showingsOf()).map(([, stayed]) => stayed?.at).reverse()
  expect(there - here, 'milliseconds until the other tab takes the warning away').toBeLessThan(1_000)

  for (const tab of tabs) {
    await eventually(() => tab.texts('form', 'Sign in')).toHaveLength(1)
    expect(await tab.texts('status')).toContain('You were away for a while, so you were signed out.')
  }
  await eventually(async () => (await showingsOf()).map((showings) => showings.length)).toEqual([4, 4])
  await eventually(async () => (await shop.counts()).liveFamilies).toMatchObject({ [alice.email]: 0 })
})

test('input in one tab keeps the session in all, as long as there is some', async ({ openTabs }) => {
  const tabs = await openTabs(2, { idleTimeout: 2_500, warnBefore: 1_000 })
  await signIn(tabs[0], alice)
  const since = Date.now()

  await eventually(async () => {
    await tabs[0].keyboard.press('Shift')
    return Date.now() - since
  }).toBeGreaterThan(5_000)

  expect(await whoAreThey(tabs)).toEqual([alice.name, alice.name])
  await expectAll(tabs, 'idle')
})

test('extend() moves the end in every tab, once warned, and the warning can come again', async ({ openTabs }) => {
  const tabs = await openTabs(2, { idleTimeout: 3_000, warnBefore: 2_500 })
  for (const tab of tabs)
    await tab.evaluate(() => {
      session.on('expiring', ({ cause }) => void seen.push({ ...seen.at(-1), error: `warned: ${cause}` } as Seen))
    })
  const warnings = () =>
    Promise.all(tabs.map((tab) => tab.evaluate(() => seen.filter(({ error }) => error === 'warned: idle').length)))
  await signIn(tabs[0], alice)
  await eventually(warnings).toEqual([1, 1])
  const [[{ endsAt: before = null } = {}] = []] = await expiriesOf(tabs)

  await tabs[1].evaluate(() => session.extend())

  await eventually(warnings).toEqual([2, 2])
  await expectAll(tabs, 'idle')
  const [there, here] = (await expiriesOf(tabs)).map((shown) => shown.find(({ endsAt }) => endsAt !== before))
  expect(here?.endsAt ?? 0, 'it ends later').toBeGreaterThan(before ?? Number.POSITIVE_INFINITY)
  expect(there?.endsAt, 'all tabs agree').toBe(here?.endsAt)
  expect((there?.at ?? 0) - (here?.at ?? 0), 'milliseconds until the other tab knows').toBeLessThan(1_000)
  expect(await warnings(), 'one warning for each end').toEqual([2, 2])
})

test('nothing lengthens the greatest age', async ({ shop, openTabs }) => {
  const tabs = await openTabs(2, { maxAge: 3_000, warnBefore: 2_500 })
  await signIn(tabs[0], alice)
  await eventually(async () => (await expiriesOf(tabs)).map((shown) => shown.some(isAgeWarning))).toEqual([true, true])
  const [ends] = await expiriesOf(tabs)

  await tabs[0].evaluate(() => session.extend())

  await expectAll(tabs, 'max-age')
  for (const tab of tabs) {
    const late = ((await firstSignedOut(tab))?.at ?? 0) - (ends?.find(isAgeWarning)?.endsAt ?? 0)
    expect(late, 'milliseconds after the end').toBeGreaterThanOrEqual(0)
    expect(late, 'milliseconds after the end').toBeLessThan(1_000)
  }
  await eventually(async () => (await shop.counts()).liveFamilies).toMatchObject({ [alice.email]: 0 })
})

function isAgeWarning({ isExpiring, cause }: SeenExpiry): boolean {
  return isExpiring && cause === 'max-age'
}
