import { alice } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { expectAll, whoAreThey } from '../fixtures/readSession.ts'
import { signIn, signInByForm } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

test('a person who does nothing is warned in every tab, can stay by an answer in one, and is signed out in all', async ({
  shop,
  openShopTab,
}) => {
  const first = await openShopTab('?idle=4&warn=2')
  await signInByForm(first, alice)
  const second = await openShopTab('?idle=4&warn=2')
  for (const tab of [first, second]) await eventually(() => tab.texts('alertdialog', 'Still there?')).toHaveLength(1)

  await second.click('button', 'Stay signed in')
  for (const tab of [second, first]) await eventually(() => tab.texts('alertdialog'), 1_000).toHaveLength(0)

  for (const tab of [first, second]) {
    await eventually(() => tab.texts('form', 'Sign in')).toHaveLength(1)
    expect(await tab.texts('status')).toContain('You were away for a while, so you were signed out.')
  }
  await eventually(async () => (await shop.counts()).liveFamilies).toMatchObject({ [alice.email]: 0 })
})

test('input in one tab keeps the session in all, as long as there is some', async ({ openTabs }) => {
  const tabs = await openTabs(2, { idleTimeout: 1_500, warnBefore: 500 })
  await signIn(tabs[0], alice)
  const since = Date.now()

  await eventually(async () => {
    await tabs[0].keyboard.press('Shift')
    return Date.now() - since
  }).toBeGreaterThan(3_000)

  expect(await whoAreThey(tabs)).toEqual([alice.name, alice.name])
  await expectAll(tabs, 'idle')
})

test('extend() moves the end in every tab, once warned, and the warning can come again', async ({ openTabs }) => {
  const tabs = await openTabs(2, { idleTimeout: 2_000, warnBefore: 1_500 })
  for (const tab of tabs)
    await tab.evaluate(() => {
      session.on('expiring', ({ cause }) => void seen.push({ ...seen.at(-1), error: `warned: ${cause}` } as Seen))
    })
  const warnings = () =>
    Promise.all(tabs.map((tab) => tab.evaluate(() => seen.filter(({ error }) => error === 'warned: idle').length)))
  const ends = () => Promise.all(tabs.map((tab) => tab.evaluate(() => session.expiry.getSnapshot().endsAt ?? 0)))
  await signIn(tabs[0], alice)
  await eventually(warnings).toEqual([1, 1])
  const [before = 0] = await ends()

  await tabs[1].evaluate(() => session.extend())

  await eventually(async () => Math.min(...(await ends())), 1_000).toBeGreaterThan(before)
  expect(new Set(await ends()).size, 'all tabs agree').toBe(1)
  await eventually(warnings).toEqual([2, 2])
  await expectAll(tabs, 'idle')
})

test('nothing lengthens the greatest age', async ({ shop, openTabs }) => {
  const tabs = await openTabs(2, { maxAge: 1_500, warnBefore: 1_000 })
  await signIn(tabs[0], alice)
  await eventually(() => tabs[1].evaluate(() => session.expiry.getSnapshot())).toMatchObject({
    isExpiring: true,
    cause: 'max-age',
  })

  await tabs[0].evaluate(() => session.extend())

  await expectAll(tabs, 'max-age', 2_000)
  await eventually(async () => (await shop.counts()).liveFamilies).toMatchObject({ [alice.email]: 0 })
})
