import type { Page } from '@playwright/test'
import { alice } from '../fixtures/accounts.ts'
import { signIn } from '../fixtures/signIn.ts'
import { offerBareDatabase } from './bareDatabase.ts'
import type { Measure } from './Measure.ts'
import { median } from './median.ts'
import { openBareTab, openSession } from './openBareTab.ts'

/** From a loaded page to a session that is known, against opening a database and reading as much. */
export const measureRestore: Measure = async (browser, shop) => {
  const context = await browser.newContext()
  await context.addInitScript(offerBareDatabase)
  const page = await openBareTab(context, shop)
  await openSession(page)
  await signIn(page, alice)
  await page.evaluate(async () => (await bareDatabase()).put('bench', 'x'.repeat(2_000)))

  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round < 60; round++) {
    await page.reload()
    ours.push(await restore(page))
    await page.reload()
    bare.push(await read(page))
  }
  await context.close()
  return {
    what: 'a restored session after load',
    ours: median(ours.slice(10)),
    bare: median(bare.slice(10)),
    unit: 'ms',
    budget: 1.5,
  }
}

async function restore(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const begin = performance.now()
    const session = Holdfast.createSession({ source: Holdfast.bearer({ url: '/identity' }) })
    const { status } = await session.ready()
    const time = performance.now() - begin
    if (status !== 'signed-in') throw new Error(`It is ${status}.`)
    return time
  })
}

async function read(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const begin = performance.now()
    await (await bareDatabase()).get('bench')
    return performance.now() - begin
  })
}
