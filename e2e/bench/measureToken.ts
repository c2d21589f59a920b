import { alice } from '../fixtures/accounts.ts'
import { signIn } from '../fixtures/signIn.ts'
import type { Measure } from './Measure.ts'
import { median } from './median.ts'
import { openBareTab, openSession } from './openBareTab.ts'

/** A token that is fresh, asked for again and again. */
export const measureToken: Measure = async (browser, shop) => {
  const context = await browser.newContext()
  const page = await openBareTab(context, shop)
  await openSession(page)
  await signIn(page, alice)
  const samples = await page.evaluate(async () => {
    const calls = 2_000
    const found: number[] = []
    for (let round = 0; round < 100; round++) {
      const begin = performance.now()
      for (let call = 0; call < calls; call++) await session.getAccessToken()
      found.push(((performance.now() - begin) / calls) * 1_000)
    }
    return found.slice(20)
  })
  await context.close()
  return { what: 'getAccessToken(), warm', ours: median(samples), bare: null, unit: 'µs', budget: 2 }
}
