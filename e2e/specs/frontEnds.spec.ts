import { alice, bob } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { frontEnds, otherThan } from '../fixtures/frontEnds.ts'
import { signInByForm } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'
import { watchRole } from '../fixtures/watchRole.ts'

for (const frontEnd of frontEnds) {
  const other = otherThan(frontEnd)

  test(`who signed in is there after a reload, without a request to identity: ${frontEnd}`, async ({
    shop,
    openShopTab,
  }) => {
    const { page, ...screen } = await openShopTab('', frontEnd)
    await signInByForm(screen, alice)
    await eventually(() => screen.texts('button', 'Sign out')).toHaveLength(1)
    await screen.click('button', 'Add Hand compass to basket')
    await eventually(() => screen.within('region', 'Basket').texts('listitem')).toHaveLength(1)
    await eventually(() => page.evaluate(() => globalThis.shop.cart.getSnapshot().isDurable)).toBe(true)
    const { identityRequests } = await shop.counts()

    await page.reload()

    await eventually(() => screen.within('region', 'Basket').texts('listitem')).toEqual([
      expect.stringContaining('Hand compass'),
    ])
    expect(await screen.text('region', 'This session, live')).toContain(alice.name)
    expect(await screen.texts('button', 'Sign out')).toHaveLength(1)
    expect((await shop.counts()).identityRequests).toBe(identityRequests)
  })

  test(`a token that orders refuse is replaced, and nobody notices: ${frontEnd}`, async ({ shop, openShopTab }) => {
    const tab = await openShopTab('', frontEnd)
    await signInByForm(tab, alice)
    await eventually(() => tab.within('region', 'Orders').texts('status')).toEqual(['No orders yet.'])
    // Else it may be the basket whose request is refused first.
    await eventually(() => tab.text('status', 'Basket and shop')).toBe('Kept by the shop')
    await shop.expire()
    const before = (await shop.counts()).requests.orders

    await tab.click('button', 'Reload orders')

    await eventually(async () => (await shop.counts()).requests.orders).toBe(before + 2)
    await eventually(() => tab.within('region', 'Orders').texts('status')).toEqual(['No orders yet.'])
    expect((await shop.counts()).rotations).toBe(1)
    await eventually(() => tab.text('log', 'What just happened')).toContain('The token was refreshed')
    expect(await tab.texts('button', 'Sign out')).toHaveLength(1)
  })

  test(`what ${other} puts into the basket is in it within a second: ${frontEnd}`, async ({ openShopTab }) => {
    const here = await openShopTab('', frontEnd)
    const there = await openShopTab('', other)
    const line = ['button', 'Remove Hand compass'] as const
    for (const { page } of [here, there]) await page.evaluate(watchRole, line)

    await there.click('button', 'Add Hand compass to basket')

    const shownAt = ({ page }: typeof here) => page.evaluate(() => globalThis.showings[0]?.at ?? 0)
    for (const tab of [here, there]) await eventually(() => shownAt(tab)).toBeGreaterThan(0)
    expect((await shownAt(here)) - (await shownAt(there)), 'milliseconds').toBeLessThan(1_000)
    await here.click('button', 'One more of Hand compass')
    await eventually(() => there.value('spinbutton', 'How many of Hand compass')).toBe('2')
    expect(await there.text('link', /^Basket/)).toBe('Basket 2 pieces')
  })

  test(`who signs out, or is another, in ${other} is so at once, and is told why: ${frontEnd}`, async ({
    openShopTab,
  }) => {
    const here = await openShopTab('', frontEnd)
    await signInByForm(here, alice)
    await eventually(() => here.texts('button', 'Sign out')).toHaveLength(1)
    await here.click('button', 'Add Storm lantern to basket')
    const basket = here.within('region', 'Basket')
    await eventually(() => basket.texts('listitem')).toHaveLength(1)
    const there = await openShopTab('', other)
    await eventually(() => there.within('region', 'Basket').texts('listitem')).toHaveLength(1)

    await there.page.evaluate((input) => globalThis.shop.session.signIn(input), {
      email: bob.email,
      password: bob.password,
    })

    await eventually(() => here.text('region', 'This session, live')).toContain(bob.name)
    await eventually(() => here.text('region', 'Basket')).toContain(bob.name)
    expect(await basket.texts('listitem')).toEqual([])

    await there.click('button', 'Sign out')

    await eventually(() => here.texts('form', 'Sign in')).toHaveLength(1)
    expect(await here.texts('status')).toContain('You signed out in another tab.')
    await eventually(() => there.texts('status')).toContain('You signed out.')
    expect(await here.texts('button', 'Sign out')).toEqual([])
  })
}

test('before a limit ends the session every front end asks, and an answer in one is an answer in all', async ({
  openShopTab,
}) => {
  const [first] = frontEnds
  const limits = '?idle=8&warn=6'
  const tabs = [await openShopTab(limits, first)]
  await signInByForm(tabs[0] as (typeof tabs)[0], alice)
  for (const frontEnd of frontEnds.slice(1)) tabs.push(await openShopTab(limits, frontEnd))
  for (const { page } of tabs) await page.evaluate(watchRole, ['alertdialog', 'Still there?'] as const)
  const showingsOf = () => Promise.all(tabs.map(({ page }) => page.evaluate(() => showings)))
  await eventually(async () => (await showingsOf()).map(([asked]) => asked?.isShown)).toEqual([true, true, true])

  await tabs.at(-1)?.click('button', 'Stay signed in')

  // Read from what the pages noted: by the time that somebody looks they may be asking again.
  await eventually(async () => (await showingsOf()).map(([, stayed]) => stayed?.isShown)).toEqual([false, false, false])
  const times = (await showingsOf()).map(([, stayed]) => stayed?.at ?? 0)
  expect(Math.max(...times) - Math.min(...times), 'milliseconds between the first and the last').toBeLessThan(1_000)
})
