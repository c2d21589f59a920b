import type { Page } from '@playwright/test'
import type { Shop } from '../fixtures/openShop.ts'
import { offerBareDatabase } from './bareDatabase.ts'
import type { Measure, Result } from './Measure.ts'
import { median } from './median.ts'
import { openBareTab } from './openBareTab.ts'

declare global {
  var cart: import('@holdfast/cart').Cart
  /** Opens a cart with so many lines as `globalThis.cart`, and resolves with one as it is stored. */
  var openCart: (lines: number) => Promise<unknown>
}

/** Runs in every page before anything else. */
function offerCart(): void {
  globalThis.openCart = async (lines) => {
    const session = Holdfast.createSession({ source: Holdfast.bearer({ url: '/identity' }) })
    globalThis.cart = Holdfast.createCart({ session, currency: 'EUR', name: `cart-${lines}` })
    for (let line = 0; line < lines; line++)
      await cart.add({ productId: `product-${line}`, quantity: 2, identity: { size: 'XL', colour: 'red' } })
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('holdfast')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const rows = database.transaction('rows').objectStore('rows')
    return new Promise((resolve) => {
      const keys = rows.getAllKeys()
      keys.onsuccess = () => {
        const found = rows.get(keys.result.find((key) => String(key).endsWith(`cart-${lines}.EUR`))!)
        found.onsuccess = () => {
          database.close()
          resolve(found.result)
        }
      }
    })
  }
}

async function openTab(browser: Parameters<Measure>[0], shop: Shop): Promise<Page> {
  const context = await browser.newContext()
  await context.addInitScript(offerBareDatabase)
  await context.addInitScript(offerCart)
  return openBareTab(context, shop)
}

/** An `add` to a cart of 250 lines until it is durable, against a read and a write of the same value in one transaction. */
export const measureCart: Measure = async (browser, shop) => {
  const page = await openTab(browser, shop)
  const { ours, bare } = await page.evaluate(async () => {
    const row = await openCart(250)
    const database = await bareDatabase()
    await database.put('bench', row)
    const time = async (work: () => Promise<unknown>): Promise<number> => {
      const begin = performance.now()
      await work()
      return performance.now() - begin
    }
    const found = { ours: [] as number[], bare: [] as number[] }
    for (let round = 0; round < 250; round++) {
      const productId = `product-${round}`
      found.ours.push(await time(() => cart.add({ productId, identity: { size: 'XL', colour: 'red' } })))
      found.bare.push(await time(() => database.update('bench', (value) => value)))
    }
    return { ours: found.ours.slice(50), bare: found.bare.slice(50) }
  })
  await page.context().close()
  return { what: 'an add to a cart of 250 lines', ours: median(ours), bare: median(bare), unit: 'ms', budget: 2 }
}

/** 50 adds at once to a cart of 250 lines until all are durable, against as many reads and writes in one transaction each. */
export const measureBurst: Measure = async (browser, shop) => {
  const page = await openTab(browser, shop)
  const { ours, bare } = await page.evaluate(async () => {
    const row = await openCart(250)
    const database = await bareDatabase()
    await database.put('bench', row)
    const time = async (work: (at: number) => Promise<unknown>): Promise<number> => {
      const begin = performance.now()
      await Promise.all(Array.from({ length: 50 }, (_, at) => work(at)))
      return performance.now() - begin
    }
    const found = { ours: [] as number[], bare: [] as number[] }
    for (let round = 0; round < 20; round++) {
      const identity = { size: 'XL', colour: 'red' }
      found.ours.push(await time((at) => cart.add({ productId: `product-${at}`, identity })))
      found.bare.push(await time(() => database.update('bench', (value) => value)))
    }
    return { ours: found.ours.slice(5), bare: found.bare.slice(5) }
  })
  await page.context().close()
  return { what: '50 adds at once to 250 lines', ours: median(ours), bare: median(bare), unit: 'ms', budget: 1 }
}

/** From an edit to the snapshot that shows it, for carts of several sizes: microseconds in all, and for each line. */
export async function measureSnapshots(...[browser, shop]: Parameters<Measure>): Promise<Result[]> {
  const page = await openTab(browser, shop)
  const results: Result[] = []
  let first = 0
  for (const lines of [10, 50, 100, 250]) {
    const samples = await page.evaluate(async (count) => {
      await openCart(count)
      const found: number[] = []
      for (let round = 0; round < 150; round++) {
        const begin = performance.now()
        const adding = cart.add({ productId: `product-${round % count}`, identity: { size: 'XL', colour: 'red' } })
        cart.getSnapshot()
        found.push((performance.now() - begin) * 1_000)
        await adding
      }
      return found.slice(50)
    }, lines)
    const ours = median(samples)
    first ||= ours / lines
    results.push({
      what: `an edit until it shows, ${lines} lines`,
      ours,
      bare: null,
      unit: 'µs',
      budget: first * lines * 1.5,
    })
  }
  await page.context().close()
  return results
}
