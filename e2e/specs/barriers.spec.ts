import { alice } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { findBarriers } from '../fixtures/findBarriers.ts'
import { frontEnds } from '../fixtures/frontEnds.ts'
import { signInByForm } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

for (const frontEnd of frontEnds) {
  test(`nothing keeps people out, signed out, signed in, or asked whether they stay: ${frontEnd}`, async ({
    openShopTab,
  }) => {
    const { page, ...screen } = await openShopTab('', frontEnd)
    await eventually(() => screen.texts('button', /^Use /)).toHaveLength(3)
    await eventually(() => screen.texts('button', 'Add Hand compass to basket')).toHaveLength(1)
    expect(await findBarriers(page)).toEqual([])

    await signInByForm(screen, alice)
    await eventually(() => screen.texts('button', 'Sign out')).toHaveLength(1)
    await screen.click('button', 'Add Hand compass to basket')
    await eventually(() => screen.within('region', 'Basket').texts('listitem')).toHaveLength(1)
    await screen.click('button', 'Place order')
    await eventually(() => screen.within('region', 'Orders').texts('listitem')).toHaveLength(1)
    await screen.click('button', 'Add Enamel mug to basket')
    await eventually(() => screen.within('region', 'Basket').texts('listitem')).toHaveLength(1)
    await screen.fill('Coupon', 'SHIP10')
    await screen.click('button', 'Apply the coupon')
    await screen.click('button', 'Add Storm lantern to basket')
    await screen.click('button', 'Save for later: Storm lantern')
    await eventually(() => screen.within('list', 'Coupons').texts('listitem')).toEqual([
      expect.stringContaining('10 % off.'),
    ])
    await eventually(() => screen.text('status', 'Basket news')).toBe('Saved Storm lantern for later.Undo')
    expect(await findBarriers(page)).toEqual([])

    const asking = await openShopTab('?idle=60&warn=59', frontEnd)
    await eventually(() => asking.texts('alertdialog', 'Still there?')).toHaveLength(1)
    expect(await findBarriers(asking.page)).toEqual([])
  })
}

for (const path of ['/react/sign-in', '/vue/sign-in', '/react/orders', '/vue/orders']) {
  test(`nothing keeps people out of ${path}`, async ({ openShopTab }) => {
    const shopTab = await openShopTab()
    if (path.endsWith('/orders')) await signInByForm(shopTab, alice)
    await eventually(() => shopTab.texts('heading', path.endsWith('/orders') ? 'Orders' : 'Sign in')).toHaveLength(1)
    const { page, ...screen } = await openShopTab('', path)
    await eventually(() => screen.texts('heading', /^All orders of|^Please sign in/)).toHaveLength(1)
    expect(await findBarriers(page)).toEqual([])
  })
}
