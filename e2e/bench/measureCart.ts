import type { Measure } from './Measure.ts'
import { median } from './median.ts'
import { openFullCart } from './openFullCart.ts'

/** An `add` to a cart of 250 lines until it is durable, against a read and a write of the same value in one transaction. */
export const measureCart: Measure = async (browser, shop) => {
  const page = await openFullCart(browser, shop)
  const { ours, bare } = await page.evaluate(async () => {
    const row = await fillCart(250)
    const database = await bareDatabase()
    await database.put('bench', row)
    const time = async (work: () => Promise<unknown>): Promise<number> => {
      const begin = performance.now()
      await work()
      return performance.now() - begin
    }
    const found = { ours: [] as number[], bare: [] as number[] }
    for (let round = 0; round < 250; round++) {
      found.ours.push(await time(() => addOne(round)))
      found.bare.push(await time(() => database.update('bench', (value) => value)))
    }
    return { ours: found.ours.slice(50), bare: found.bare.slice(50) }
  })
  await page.context().close()
  return { what: 'an add to a cart of 250 lines', ours: median(ours), bare: median(bare), unit: 'ms', budget: 2 }
}
