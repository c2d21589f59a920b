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
        // Ten at a time: a browser's clock is coarse.
        for (let round = 0; round < 1_500; round += 10) {
          const begin = performance.now()
          const adding = Array.from({ length: 10 }, (_, at) => {
            const one = addOne((round + at) % count)
            cart.getSnapshot()
            return one
          })
          found.push((performance.now() - begin) * 100)
          await Promise.all(adding)
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
