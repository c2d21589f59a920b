import type { Page } from '@playwright/test'
import { alice } from '../fixtures/accounts.ts'
import type { Keeping } from '../fixtures/openSession.ts'
import { signIn } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

const expiries = 5
const storages: readonly (readonly [string, Keeping])[] = [
  ['IndexedDB, encrypted', {}],
  ['localStorage', { storage: 'localstorage' }],
  ['a cookie', { storage: 'cookie' }],
]

/** Asks all the time, through `expiries` expiries, for tokens; tells the tokens by their ends, and how orders took the last. */
async function askAllTheTime(page: Page): Promise<{ tokens: readonly string[]; status: number }> {
  return page.evaluate(async (wanted) => {
    const tokens: string[] = []
    while (tokens.length < wanted) {
      const token = (await session.getAccessToken()).slice(-12)
      if (token === tokens.at(-1)) await new Promise((resolve) => setTimeout(resolve, 10))
      else tokens.push(token)
    }
    const { status } = await session.fetch('/orders')
    session.stop()
    return { tokens, status }
  }, expiries + 1)
}

for (const [where, keeping] of storages) {
  for (const count of [10, 20]) {
    test(`${count} tabs that ask at once at each of ${expiries} expiries send one refresh an expiry, and all live on: ${where} (invariants 1, 2)`, async ({
      shop,
      openTabs,
      recorder,
    }) => {
      if (keeping.storage) recorder.expectClearTokens()
      await shop.change({ tokenLifetime: 2, rotation: 'strict', replay: false, answerDelay: 150 })
      const tabs = await openTabs(count, { ...keeping, leeway: 0 })
      await signIn(tabs[0], alice)
      await expect
        .poll(
          async () => new Set(await Promise.all(tabs.map((tab) => tab.evaluate(() => session.getSnapshot().status)))),
        )
        .toEqual(new Set(['signed-in']))

      const results = await Promise.all(tabs.map(askAllTheTime))

      const { rotations, requests, reuseDetections, refusedRefreshes } = await shop.counts()
      expect({ rotations, requests: requests.refresh, reuseDetections, refusedRefreshes }).toEqual({
        rotations: expiries,
        requests: expiries,
        reuseDetections: 0,
        refusedRefreshes: 0,
      })
      const spent = (await shop.log()).filter(({ what }) => what === 'rotated').map(({ token }) => token)
      expect(new Set(spent).size, 'each expiry spends another token').toBe(expiries)
      expect(results).toEqual(results.map(() => ({ tokens: results[0]?.tokens, status: 200 })))
    })
  }
}
