import { alice } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { signInByForm } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

const goods = ['Folding anchor', 'Hand compass', 'Storm lantern']

for (const storage of ['indexeddb', 'localstorage', 'sessionstorage', 'cookie']) {
  test(`after a reload the person and the basket are there without a request to identity: ${storage}`, async ({
    shop,
    openShopTab,
    recorder,
  }) => {
    if (storage !== 'indexeddb') recorder.expectClearTokens()
    const { page, ...screen } = await openShopTab(`?storage=${storage}`)
    await signInByForm(screen, alice)
    await eventually(() => screen.texts('button', 'Sign out')).toHaveLength(1)
    for (const good of goods) await screen.click('button', `Add ${good} to basket`)
    const basket = screen.within('region', 'Basket')
    await eventually(() => basket.texts('listitem')).toHaveLength(goods.length)
    await eventually(() => page.evaluate(() => globalThis.shop.cart.getSnapshot().isDurable)).toBe(true)
    const before = await shop.counts()

    await page.reload()

    await eventually(() => basket.texts('listitem')).toEqual(goods.map((good) => expect.stringContaining(good)))
    expect(await screen.text('region', 'This session, live')).toContain(alice.name)
    expect(await screen.texts('button', 'Sign out')).toHaveLength(1)
    const { identityRequests, requests } = await shop.counts()
    expect({ identityRequests, refreshes: requests.refresh }).toEqual({
      identityRequests: before.identityRequests,
      refreshes: 0,
    })
  })
}
