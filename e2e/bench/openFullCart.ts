import type { Browser, Page } from '@playwright/test'
import type { Shop } from '../fixtures/openShop.ts'
import { offerBareDatabase } from './bareDatabase.ts'
import { openBareTab } from './openBareTab.ts'

declare global {
  /** Opens a cart with so many lines as `globalThis.cart`, and resolves with its row, as it is stored. */
  var fillCart: (lines: number) => Promise<unknown>
  /** Adds a piece to one of its lines. */
  var addOne: (line: number) => Promise<unknown>
}

/** Runs in every page before anything else. */
function offerFullCart(): void {
  const itemOf = (line: number) => ({ productId: `product-${line}`, identity: { size: 'XL', colour: 'red' } })
  globalThis.addOne = (line) => cart.add(itemOf(line))
  globalThis.fillCart = async (lines) => {
    const session = Holdfast.createSession({ source: Holdfast.bearer({ url: '/identity' }) })
    globalThis.cart = Holdfast.createCart({ session, currency: 'EUR', name: `cart-${lines}` })
    await Promise.all(Array.from({ length: lines }, (_, line) => addOne(line)))
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('holdfast')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const rows = database.transaction('rows').objectStore('rows')
    const find = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => {
        request.onsuccess = () => resolve(request.result)
      })
    const keys = await find(rows.getAllKeys())
    const row = await find(rows.get(keys.find((key) => String(key).endsWith(`cart-${lines}.EUR`))!))
    database.close()
    return row
  }
}

/** Opens a page on which `fillCart` opens a cart of any size. */
export async function openFullCart(browser: Browser, shop: Shop): Promise<Page> {
  const context = await browser.newContext()
  await context.addInitScript(offerBareDatabase)
  await context.addInitScript(offerFullCart)
  return openBareTab(context, shop)
}
