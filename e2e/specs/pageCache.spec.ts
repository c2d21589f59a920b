import type { Page } from '@playwright/test'
import { alice } from '../fixtures/accounts.ts'
import { browserWithPageCache } from '../fixtures/browser.ts'
import { eventually } from '../fixtures/eventually.ts'
import { firstSignedOut } from '../fixtures/readSession.ts'
import { signInByForm } from '../fixtures/signIn.ts'
import type { ShopTab } from '../fixtures/test.ts'
import { expect, test } from '../fixtures/test.ts'

test.use({ launchOptions: browserWithPageCache })

declare global {
  /** Whether this document came back from the back/forward cache; missing in one that was loaded anew. */
  var isRestored: boolean | undefined
  var restoredAt: number
}

/** Leaves the page by its link to the settings; the page stays in the cache, ready to tell how it came back. */
async function leave({ page, click }: ShopTab): Promise<void> {
  await page.evaluate(() => {
    globalThis.isRestored = false
    addEventListener('pageshow', ({ persisted }) => {
      globalThis.isRestored = persisted
      globalThis.restoredAt = Date.now()
    })
  })
  await click('link', 'Settings')
  await page.waitForURL('**/settings')
}

// `page.goBack` waits for a load that a restored page never has.
async function goBack(page: Page): Promise<void> {
  // The page may be gone before it can answer.
  await page.evaluate(() => history.back()).catch(() => {})
  const where = () => page.evaluate(() => `${location.pathname} ${document.readyState}`).catch(() => 'on the way')
  await eventually(where).toBe('/plain complete')
}

/** Why Chromium made the page anew. */
async function whyNotRestored(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as (PerformanceEntry & {
      readonly notRestoredReasons?: { readonly reasons: readonly { readonly reason: string }[] } | null
    })[]
    return entry?.notRestoredReasons?.reasons.map(({ reason }) => reason) ?? []
  })
}

test('a page with a session waits in the back/forward cache and comes back as it was (invariant 15)', async ({
  shop,
  openShopTab,
}) => {
  const tab = await openShopTab()
  await signInByForm(tab, alice)
  await eventually(() => tab.texts('button', 'Sign out')).toHaveLength(1)
  const other = await openShopTab()
  await leave(tab)
  // A refresh elsewhere is everyday news: no reason to throw the page away.
  await other.page.evaluate(() => globalThis.shop.session.refresh())

  await goBack(tab.page)

  await eventually(() => tab.page.evaluate(() => isRestored)).toBe(true)
  expect(await tab.texts('button', 'Sign out')).toHaveLength(1)
  const token = await tab.page.evaluate(() => globalThis.shop.session.getAccessToken())
  expect(token, 'it has the token that came meanwhile').toBe(shop.newestToken())
})

test('Back after a sign-out elsewhere, a refresh in flight, shows nobody: the cached page was evicted (invariant 3)', async ({
  shop,
  openShopTab,
}) => {
  const tab = await openShopTab()
  await signInByForm(tab, alice)
  await eventually(() => tab.texts('button', 'Sign out')).toHaveLength(1)
  const refreshing = await openShopTab()
  const leaving = await openShopTab()
  await leave(tab)
  await shop.change({ answerDelay: 1_500 })
  await refreshing.page.evaluate(() => void globalThis.shop.session.refresh().catch(() => {}))
  await eventually(async () => (await shop.counts()).rotations).toBe(1)
  await leaving.page.evaluate(() => globalThis.shop.session.signOut())

  await goBack(tab.page)

  expect(await tab.page.evaluate(() => globalThis.isRestored)).toBeUndefined()
  expect(await whyNotRestored(tab.page)).toContain('broadcastchannel-message')
  await eventually(() => tab.texts('form', 'Sign in')).toHaveLength(1)
  expect(await tab.texts('button', 'Sign out')).toEqual([])
})

test('Back after a sign-out that could not evict the page: it is restored, and corrected (invariant 3)', async ({
  context,
  openShopTab,
}) => {
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, 'BroadcastChannel', { value: undefined })
  })
  const tab = await openShopTab()
  await signInByForm(tab, alice)
  await eventually(() => tab.texts('button', 'Sign out')).toHaveLength(1)
  const leaving = await openShopTab()
  await eventually(() => leaving.texts('button', 'Sign out')).toHaveLength(1)
  await leave(tab)
  await leaving.page.evaluate(() => globalThis.shop.session.signOut())

  await goBack(tab.page)

  await eventually(() => tab.page.evaluate(() => isRestored)).toBe(true)
  await eventually(() => tab.texts('form', 'Sign in')).toHaveLength(1)
  expect(await tab.texts('button', 'Sign out')).toEqual([])
  // By the read that `pageshow` makes: where there is no channel the row is looked at every second besides.
  const restoredAt = await tab.page.evaluate(() => globalThis.restoredAt)
  const corrected = await firstSignedOut(tab.page)
  expect(corrected, 'it shows that nobody is signed in').toBeDefined()
  expect((corrected?.at ?? 0) - restoredAt, 'milliseconds until it is corrected').toBeLessThan(900)
})
