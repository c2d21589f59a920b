import type { Measure } from './Measure.ts'
import { median } from './median.ts'
import { openFullCart } from './openFullCart.ts'

/** 50 adds at once to a cart of 250 lines until all are durable, against as many reads and writes in one transaction each. */
export const measureBurst: Measure = async (browser, shop) => {
  const page = await openFullCart(browser, shop)
  const { ours, bare } = await page.evaluate(async () => {
    const row = await fillCart(250)
    const database = await bareDatabase()
    await database.put('bench', row)
    const time = async (work: (at: number) => Promise<unknown>): Promise<number> => {
      const begin = performance.now()
      await Promise.all(Array.from({ length: 50 }, (_, at) => work(at)))
      return performance.now() - begin
    }
    const found = { ours: [] as number[], bare: [] as number[] }
    for (let round = 0; round < 20; round++) {
      found.ours.push(await time(addOne))
      found.bare.push(await time(() => database.update('bench', (value) => value)))
    }
    return { ours: found.ours.slice(5), bare: found.bare.slice(5) }
  })
  await page.context().close()
  return { what: '50 adds at once to 250 lines', ours: median(ours), bare: median(bare), unit: 'ms', budget: 1 }
}
