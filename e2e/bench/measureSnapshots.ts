import type { Browser } from '@playwright/test'
import type { Shop } from '../fixtures/openShop.ts'
import type { Result } from './Measure.ts'
import { median } from './median.ts'
import { openFullCart } from './openFullCart.ts'

/** From an edit to the snapshot that shows it, for carts of several sizes: it must not grow faster than they do. */
export async function measureSnapshots(browser: Browser, shop: Shop): Promise<readonly Result[]> {
  const page = await openFullCart(browser, shop)
  const results: Result[] = []
  let first = 0
  for (const lines of [10, 50, 100, 250]) {
    const ours = median(
      await page.evaluate(async (count) => {
        await fillCart(count)
        const found: number[] = []
        for (let round = 0; round < 150; round++) {
          const begin = performance.now()
          const adding = addOne(round % count)
          cart.getSnapshot()
          found.push((performance.now() - begin) * 1_000)
          await adding
        }
        return found.slice(50)
      }, lines),
    )
    first ||= ours / lines
    const what = `an edit until it shows, ${lines} lines (${(ours / lines).toFixed(1)} µs each)`
    results.push({ what, ours, bare: null, unit: 'µs', budget: first * lines * 1.5 })
  }
  await page.context().close()
  return results
}
