import type { Page } from '@playwright/test'
import { alice } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { signInByForm } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

function whereIs(page: Page): string {
  const { pathname, searchParams } = new URL(page.url())
  const returnTo = searchParams.get('returnTo')
  return returnTo === null ? pathname : `${pathname} for ${returnTo}`
}

for (const frontEnd of ['/react', '/vue'] as const) {
  const orders = `${frontEnd}/orders`

  test(`a page that needs somebody leads to the sign-in and back, and shows nothing before: ${orders}`, async ({
    shop,
    openShopTab,
  }) => {
    const { page, ...tab } = await openShopTab('', orders)
    await eventually(() => whereIs(page)).toBe(`${frontEnd}/sign-in for /orders`)
    expect(await tab.text('heading', /^Please/)).toBe('Please sign in first')
    expect((await shop.counts()).requests.orders).toBe(0)

    await signInByForm(tab, alice)

    await eventually(() => whereIs(page)).toBe(orders)
    expect(await tab.text('heading', /^All orders/)).toBe(`All orders of ${alice.name}`)
    await page.reload()
    expect(await tab.text('heading', /^All orders/)).toBe(`All orders of ${alice.name}`)
    expect(whereIs(page)).toBe(orders)
    expect((await shop.counts()).requests.refresh).toBe(0)
  })

  test(`a sign-out elsewhere leads away from a page that needs somebody: ${orders}`, async ({ openShopTab }) => {
    const other = await openShopTab()
    await signInByForm(other, alice)
    await eventually(() => other.texts('button', 'Sign out')).toHaveLength(1)
    const { page, ...tab } = await openShopTab('', orders)
    await eventually(() => tab.texts('heading', /^All orders/)).toHaveLength(1)

    await other.click('button', 'Sign out')

    await eventually(() => whereIs(page)).toBe(`${frontEnd}/sign-in for /orders`)
    await eventually(() => tab.texts('status')).toContain('You signed out in another tab.')
  })

  test(`nobody is sent to another site after the sign-in: ${frontEnd}`, async ({ shop, openShopTab }) => {
    const { page, ...tab } = await openShopTab('?returnTo=//evil.example', `${frontEnd}/sign-in`)

    await signInByForm(tab, alice)

    await eventually(() => tab.texts('button', 'Add Hand compass to basket')).toHaveLength(1)
    expect(page.url().replace(/\/$/, '')).toBe(`${shop.url}${frontEnd}`)
  })
}
