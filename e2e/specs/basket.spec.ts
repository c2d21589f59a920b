import { alice } from '../fixtures/accounts.ts'
import { createKeyboard } from '../fixtures/createKeyboard.ts'
import { eventually } from '../fixtures/eventually.ts'
import { frontEnds, otherThan } from '../fixtures/frontEnds.ts'
import { signIn, signInByForm } from '../fixtures/signIn.ts'
import type { ShopTab } from '../fixtures/test.ts'
import { expect, test } from '../fixtures/test.ts'

const basketOf = (tab: ShopTab) => tab.within('region', 'Basket')
const linesOf = (tab: ShopTab) => tab.within('list', 'Basket').texts('listitem')
const savedIn = (tab: ShopTab) => tab.within('list', 'Saved for later').texts('listitem')
const syncOf = (tab: ShopTab) => tab.text('status', 'Basket and shop')
const holding = (...texts: readonly string[]) => texts.map((text) => expect.stringContaining(text))

async function comeIn(tab: ShopTab): Promise<void> {
  await signIn(tab.page, alice)
  await eventually(() => syncOf(tab)).toBe('Kept by the shop')
}

for (const frontEnd of frontEnds) {
  test(`the basket needs no pointer, and what one does can be undone: ${frontEnd}`, async ({ shop, openShopTab }) => {
    const tab = await openShopTab('', frontEnd)
    await comeIn(tab)
    const { focused, tabTo, press, type } = createKeyboard(tab.page)
    await tabTo('Add Hand compass to basket')
    await press('Enter')
    await tabTo('Add Storm lantern to basket')
    await press('Enter')
    await tabTo('One more of Hand compass')
    await press('Enter')
    await eventually(() => tab.value('spinbutton', 'How many of Hand compass')).toBe('2')
    await press('Shift+Tab')
    expect(await focused()).toBe('How many of Hand compass')
    await press('Control+A')
    await type('0')
    await press('Enter')
    await eventually(() => basketOf(tab).texts('alert')).toEqual(holding('a whole number from 1'))
    await press('Control+A')
    await type('5')
    await press('Enter')
    await eventually(() => tab.text('status', 'Subtotal')).toBe('€243.75')
    expect(await basketOf(tab).texts('alert')).toEqual([])

    await tabTo('Save for later: Storm lantern')
    await press('Enter')
    await eventually(() => savedIn(tab)).toEqual(holding('Storm lantern'))
    expect(await focused()).toBe('Basket')
    await press('Tab')
    expect(await focused()).toBe('Undo')
    await press('Enter')
    await eventually(() => linesOf(tab)).toEqual(holding('Hand compass', 'Storm lantern'))
    expect(await focused()).toBe('Basket')

    await tabTo('Remove Storm lantern')
    await press('Enter')
    await eventually(() => tab.text('status', 'Basket news')).toBe('Removed Storm lantern.Undo')
    await press('Control+Z')
    await eventually(() => linesOf(tab)).toHaveLength(2)
    await press('Control+Shift+Z')
    await eventually(() => linesOf(tab)).toEqual(holding('Hand compass'))

    await tabTo('Coupon')
    await type('ship10')
    await press('Enter')
    await eventually(() => tab.within('list', 'Coupons').texts('listitem')).toEqual(holding('10 % off.'))
    await eventually(() => tab.text('status', 'Total')).toBe('€184.50')
    await tabTo('Place order')
    await press('Enter')
    await eventually(() => tab.text('status', 'Your order')).toBe('Ordered for €184.50. Thank you!')
    expect(await focused()).toBe('Basket')
    expect((await shop.counts()).orders).toBe(1)
  })

  test(`two tabs agree on choices, notes, and what is saved for later: ${frontEnd}`, async ({ openShopTab }) => {
    const here = await openShopTab('', frontEnd)
    const there = await openShopTab('', otherThan(frontEnd))
    await eventually(() => here.texts('button', "Add Ship's bell to basket")).toHaveLength(1)
    await here.click('button', "Add Ship's bell to basket")
    await here.fill("Engraving of Ship's bell", 'Anna')
    await here.click('button', "Add Ship's bell to basket")
    for (const tab of [here, there])
      await eventually(() => linesOf(tab)).toEqual(holding("Ship's bell", 'Engraving: Anna'))

    await here.page.evaluate(() => TestingLibraryDom.getAllByText(document.body, 'Add a gift note')[1]?.click())
    await here.fill("Gift note for Ship's bell, Anna", 'Fair winds')
    await createKeyboard(here.page).press('Enter')
    await eventually(() => linesOf(there)).toEqual(holding('Add a gift note', 'Gift note: Fair winds'))
    await there.click('button', "Save for later: Ship's bell, Anna")
    await eventually(() => savedIn(here)).toEqual(holding('Engraving: Anna'))
    await here.click('button', "Move to basket: Ship's bell, Anna")
    await eventually(() => linesOf(there)).toHaveLength(2)
  })

  test(`offline the basket says what waits, and that it is kept once there is a network: ${frontEnd}`, async ({
    context,
    openShopTab,
  }) => {
    const tab = await openShopTab('', frontEnd)
    await comeIn(tab)
    await context.setOffline(true)
    await tab.click('button', 'Add Hand compass to basket')
    await tab.click('button', 'Add Storm lantern to basket')
    await eventually(() => syncOf(tab)).toBe('Offline: 2 changes wait')
    expect(await linesOf(tab)).toEqual(holding('Waits', 'Waits'))

    await context.setOffline(false)

    await eventually(() => syncOf(tab)).toBe('Kept by the shop')
    expect((await linesOf(tab)).join()).not.toContain('Waits')
    await eventually(() => tab.page.evaluate(() => globalThis.shop.cart.getSnapshot().totals?.status)).toBe('confirmed')
  })

  test(`after a sign-in it is asked, in every tab, whether the guest’s basket may stay: ${frontEnd}`, async ({
    openShopTab,
  }) => {
    const here = await openShopTab('', frontEnd)
    await comeIn(here)
    await here.click('button', 'Add Storm lantern to basket')
    await eventually(() => syncOf(here)).toBe('Kept by the shop')
    await eventually(() => here.page.evaluate(() => globalThis.shop.cart.getSnapshot().sync)).toBe('synced')
    await here.click('button', 'Sign out')
    await here.click('button', 'Add Hand compass to basket')
    const there = await openShopTab('', otherThan(frontEnd))
    for (const tab of [here, there]) await eventually(() => linesOf(tab)).toEqual(holding('Hand compass'))

    await signInByForm(here, alice)

    for (const tab of [here, there]) {
      await eventually(() => tab.within('dialog', 'Two baskets became one').texts('status')).toEqual([
        'We put one thing of your guest basket into yours.',
      ])
      await eventually(() => linesOf(tab)).toHaveLength(2)
    }
    await here.within('dialog', 'Two baskets became one').click('button', 'Undo')
    for (const tab of [here, there]) {
      await eventually(() => linesOf(tab)).toEqual(holding('Storm lantern'))
      await eventually(() => tab.texts('dialog')).toEqual([])
    }
  })

  test(`other prices and too little stock are told, and change nothing that is wanted: ${frontEnd}`, async ({
    shop,
    openShopTab,
  }) => {
    const tab = await openShopTab('', frontEnd)
    await comeIn(tab)
    await tab.click('button', 'Add Hand compass to basket')
    await tab.click('button', 'Add Enamel mug to basket')
    await eventually(() => tab.page.evaluate(() => globalThis.shop.cart.getSnapshot().totals?.total.minor)).toBe(5290)
    await shop.changeProduct('compass', { price: 4500 })
    await shop.changeProduct('mug', { stock: 0 })

    await tab.page.evaluate(() => globalThis.shop.cart.sync())

    const changed = 'The price has changed from €41.00 to €45.00.'
    await eventually(() => linesOf(tab)).toEqual(holding(changed, 'Sold out at the moment.'))
    await tab.click('button', 'Keep the new price of Hand compass')
    await eventually(async () => (await linesOf(tab)).join()).not.toContain(changed)
    expect(await tab.value('spinbutton', 'How many of Enamel mug')).toBe('1')
    await tab.click('button', 'Place order')
    await eventually(() => basketOf(tab).texts('alert')).toEqual(holding('There is not enough of something'))

    await tab.page.evaluate(() => globalThis.shop.cart.add({ productId: 'yacht' }))
    const refused = tab.within('list', 'Not taken by the shop')
    await eventually(() => refused.texts('listitem')).toHaveLength(1)
    await refused.click('button', 'Discard yacht')
    await eventually(() => linesOf(tab)).toHaveLength(2)
    expect(await tab.texts('list', 'Not taken by the shop')).toEqual([])
  })
}

test('ordered from every front end at once, and once more as the answer is lost, there is one order', async ({
  shop,
  openShopTab,
}) => {
  const tabs: ShopTab[] = []
  for (const frontEnd of frontEnds) tabs.push(await openShopTab('', frontEnd))
  const [first] = tabs as [ShopTab]
  await comeIn(first)
  await first.click('button', 'Add Hand compass to basket')
  for (const tab of tabs) await eventually(() => linesOf(tab)).toHaveLength(1)
  await eventually(() => first.page.evaluate(() => globalThis.shop.cart.getSnapshot().totals?.status)).toBe('confirmed')

  // Long enough that every request is under way before the first is answered.
  await shop.change({ ordersDelay: 300 })

  const press = () => TestingLibraryDom.getByRole(document.body, 'button', { name: 'Place order' }).click()
  await Promise.all(tabs.map(({ page }) => page.evaluate(press)))

  for (const tab of tabs) await eventually(() => linesOf(tab)).toEqual([])
  expect((await shop.counts()).orders).toBe(1)
  await first.click('button', 'Add Storm lantern to basket')
  await eventually(() => first.page.evaluate(() => globalThis.shop.cart.getSnapshot().totals?.status)).toBe('confirmed')
  await shop.change({ ordersDelay: 0, failures: { endpoint: 'orders', kind: 'status', status: 503, count: 2 } })
  await first.click('button', 'Place order')
  await eventually(() => basketOf(first).texts('alert')).toEqual(holding('it is never placed twice'))
  await shop.change({ failures: { endpoint: 'orders', kind: 'drop-after', count: 1 } })
  await first.click('button', 'Place order')
  await eventually(() => first.text('status', 'Your order')).toBe('Your order stands. Thank you!')
  expect((await shop.counts()).orders).toBe(2)
})
