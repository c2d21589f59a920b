import { createKeyboard } from '../fixtures/createKeyboard.ts'
import { eventually } from '../fixtures/eventually.ts'
import { findBarriers } from '../fixtures/findBarriers.ts'
import { frontEnds } from '../fixtures/frontEnds.ts'
import { expect, test } from '../fixtures/test.ts'

const goods = 'Hand compass'

for (const frontEnd of frontEnds) {
  test(`where there is no room the basket is a drawer, which takes the focus and gives it back: ${frontEnd}`, async ({
    openShopTab,
  }) => {
    const { page, ...screen } = await openShopTab('', frontEnd)
    await page.setViewportSize({ width: 390, height: 844 })
    const { focused, tabTo, press } = createKeyboard(page)
    const isOpen = async () => (await screen.texts('region', 'Basket')).length === 1
    await tabTo(`Add ${goods} to basket`)
    await press('Enter')
    await eventually(() => screen.text('link', /^Basket/)).toBe('Basket 1 pieces')
    expect(await isOpen()).toBe(false)

    await tabTo('Basket 1 pieces')
    await press('Enter')
    await eventually(focused).toBe('Basket')
    expect(await isOpen()).toBe(true)
    expect(await screen.texts('button', `Add ${goods} to basket`), 'what is behind it').toEqual([])
    expect(await findBarriers(page)).toEqual([])

    await tabTo(`Save for later: ${goods}`)
    await press('Enter')
    await eventually(focused).toBe('Basket')
    await tabTo('Undo')
    await press('Enter')
    await eventually(focused).toBe('Basket')
    await eventually(() => screen.within('list', 'Basket').texts('listitem')).toHaveLength(1)

    await press('Escape')
    await eventually(focused).toBe('Basket 1 pieces')
    expect(await isOpen()).toBe(false)
    await press('Enter')
    await eventually(isOpen).toBe(true)
    await page.goBack()
    await eventually(focused).toBe('Basket 1 pieces')
    expect(await isOpen()).toBe(false)
  })

  test(`a guest who orders is led out of the drawer to where one signs in: ${frontEnd}`, async ({ openShopTab }) => {
    const { page, ...screen } = await openShopTab('', frontEnd)
    await page.setViewportSize({ width: 390, height: 844 })
    await screen.click('button', `Add ${goods} to basket`)
    await screen.click('link', /^Basket/)

    await screen.click('button', 'Place order')

    await eventually(createKeyboard(page).focused).toBe('E-mail')
    expect(await screen.texts('region', 'Basket')).toEqual([])
  })
}
