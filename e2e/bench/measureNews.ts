import type { Page } from '@playwright/test'
import { offerBareDatabase } from './bareDatabase.ts'
import type { Measure } from './Measure.ts'
import { median } from './median.ts'
import { openBareTab } from './openBareTab.ts'

declare global {
  var tally: import('@holdfast/core').SharedRecord<number>
}

/** Opens a record, and answers by `echo` whatever arrives here: at once, after a read, or once the record shows it. */
async function openListener(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const echo = new BroadcastChannel('echo')
    const database = await bareDatabase()
    await database.put('bench', { generation: 1, version: 1, data: 0 })
    new BroadcastChannel('ping').onmessage = () => echo.postMessage('')
    new BroadcastChannel('news').onmessage = async () => {
      await database.get('bench')
      echo.postMessage('')
    }
    globalThis.tally = Holdfast.createRecord({ name: 'tally', initial: 0, storage: Holdfast.inIndexedDb() })
    await tally.ready()
    let shown = tally.getSnapshot().value
    tally.subscribe(() => {
      const { value } = tally.getSnapshot()
      if (value !== shown) echo.postMessage('')
      shown = value
    })
  })
}

/** From the moment something is told in one tab until another shows it, against a message and one read there. */
export const measureNews: Measure = async (browser, shop) => {
  const context = await browser.newContext()
  await context.addInitScript(offerBareDatabase)
  const [teller, listener] = await Promise.all([openBareTab(context, shop), openBareTab(context, shop)])
  await openListener(listener)
  const samples = await teller.evaluate(async () => {
    const record = Holdfast.createRecord({ name: 'tally', initial: 0, storage: Holdfast.inIndexedDb() })
    await record.ready()
    const [ping, news, echo] = ['ping', 'news', 'echo'].map((name) => new BroadcastChannel(name))
    const echoed = (): Promise<number> =>
      new Promise((resolve) => {
        echo!.onmessage = () => resolve(performance.now())
      })

    // The clock starts when the news is told: the commit before it is measured elsewhere.
    let told = 0
    const { postMessage } = BroadcastChannel.prototype
    BroadcastChannel.prototype.postMessage = function (message: unknown) {
      told = performance.now()
      postMessage.call(this, message)
    }
    const time = async (tell: () => unknown): Promise<number> => {
      const arrival = echoed()
      await tell()
      return (await arrival) - told
    }
    const found = { ours: [] as number[], bare: [] as number[], way: [] as number[] }
    for (let round = 0; round < 350; round++) {
      found.way.push(await time(() => ping!.postMessage('')))
      found.bare.push(await time(() => news!.postMessage('')))
      found.ours.push(await time(() => record.update((value) => value + 1)))
    }
    return { ours: found.ours.slice(50), bare: found.bare.slice(50), way: found.way.slice(50) }
  })
  await context.close()
  // Every time has the way back in it, which is half of a bare message there and back.
  const back = median(samples.way) / 2
  return {
    what: 'news to another tab',
    ours: median(samples.ours) - back,
    bare: median(samples.bare) - back,
    unit: 'ms',
    budget: 2,
  }
}
