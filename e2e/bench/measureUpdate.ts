import { offerBareDatabase } from './bareDatabase.ts'
import type { Measure } from './Measure.ts'
import { median } from './median.ts'
import { openBareTab } from './openBareTab.ts'

/** An atomic update of a record, against a read and a write of the same value in one transaction. */
export const measureUpdate: Measure = async (browser, shop) => {
  const context = await browser.newContext()
  await context.addInitScript(offerBareDatabase)
  const page = await openBareTab(context, shop)
  const { ours, bare } = await page.evaluate(async () => {
    interface Basket {
      readonly count: number
      readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
    }
    const lines = Array.from({ length: 10 }, (_, index) => ({ sku: `product-${index}`, quantity: index }))
    const more = (basket: Basket): Basket => ({ ...basket, count: basket.count + 1 })
    const initial: Basket = { count: 0, lines }
    const record = Holdfast.createRecord({ name: 'bench', initial, storage: Holdfast.inIndexedDb() })
    const database = await bareDatabase()
    await database.put('bench', initial)

    const time = async (work: () => Promise<unknown>): Promise<number> => {
      const times = 10
      const begin = performance.now()
      for (let time = 0; time < times; time++) await work()
      return (performance.now() - begin) / times
    }
    const found = { ours: [] as number[], bare: [] as number[] }
    for (let round = 0; round < 120; round++) {
      found.ours.push(await time(() => record.update(more)))
      found.bare.push(await time(() => database.update('bench', more)))
    }
    return { ours: found.ours.slice(20), bare: found.bare.slice(20) }
  })
  await context.close()
  return { what: 'an update of a record', ours: median(ours), bare: median(bare), unit: 'ms', budget: 2 }
}
