import { alice, carol } from '../fixtures/accounts.ts'
import { createKeyboard } from '../fixtures/createKeyboard.ts'
import { eventually } from '../fixtures/eventually.ts'
import { frontEnds } from '../fixtures/frontEnds.ts'
import { signInByForm } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

for (const frontEnd of frontEnds) {
  test(`a wrong password is told at its field, and nobody is signed in: ${frontEnd}`, async ({ shop, openShopTab }) => {
    const tab = await openShopTab('', frontEnd)

    await signInByForm(tab, { ...alice, password: 'wrong' })

    const field = () =>
      tab.page.evaluate(() => {
        const password = TestingLibraryDom.getByLabelText(document.body, 'Password')
        const described = document.getElementById(password.getAttribute('aria-describedby') ?? '')
        return [password.getAttribute('aria-invalid'), described?.textContent, document.activeElement === password]
      })
    await eventually(field).toEqual(['true', 'This is not the password of that account.', true])
    expect(await tab.texts('button', 'Sign out')).toEqual([])
    expect((await shop.counts()).signIns).toBe(0)
  })

  test(`empty fields are told at their place without asking the server: ${frontEnd}`, async ({ shop, openShopTab }) => {
    const tab = await openShopTab('', frontEnd)

    await tab.click('button', 'Sign in')

    expect(await tab.description('textbox', 'E-mail')).toBe('Enter your e-mail address.')
    expect((await shop.counts()).requests['sign-in']).toBe(0)
  })

  test(`signing in, filling the basket and ordering need no pointer, and the focus goes along: ${frontEnd}`, async ({
    shop,
    openShopTab,
  }) => {
    const { page, ...screen } = await openShopTab('', frontEnd)
    await eventually(() => screen.texts('form', 'Sign in')).toHaveLength(1)
    await eventually(() => screen.texts('button', 'Add Hand compass to basket')).toHaveLength(1)
    const { focused, tabTo } = createKeyboard(page)

    await tabTo('E-mail')
    await page.keyboard.type(alice.email)
    await tabTo('Password')
    await page.keyboard.type(alice.password)
    await page.keyboard.press('Enter')
    await eventually(focused).toBe(alice.name)
    await tabTo('Add Hand compass to basket')
    await page.keyboard.press('Enter')
    await tabTo('Place order')
    await page.keyboard.press('Enter')

    await eventually(() => screen.within('region', 'Basket').text('status', 'Your order')).toMatch(
      /^Ordered for .+ Thank you!$/,
    )
    await eventually(() => screen.within('region', 'Orders').texts('listitem')).toEqual([
      expect.stringContaining('1 × Hand compass'),
    ])
    expect((await shop.counts()).orders).toBe(1)
    expect(await focused()).toBe('Basket')

    await screen.click('button', 'Sign out')
    await eventually(focused).toBe('Sign in')
  })

  test(`an account without the permission is told so, and stays signed in: ${frontEnd}`, async ({
    shop,
    openShopTab,
  }) => {
    const tab = await openShopTab('', frontEnd)
    await signInByForm(tab, carol)
    await eventually(() => tab.within('region', 'Orders').texts('status')).toEqual([
      expect.stringContaining('no permission'),
    ])
    await tab.click('button', 'Add Enamel mug to basket')

    await tab.click('button', 'Place order')

    await eventually(() => tab.within('region', 'Basket').texts('alert')).toEqual(['This account may not do that.'])
    expect(await tab.texts('button', 'Sign out')).toHaveLength(1)
    const { orders, requests } = await shop.counts()
    expect([orders, requests.refresh]).toEqual([0, 0])
  })
}
