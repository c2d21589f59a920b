// @ts-check
import { createReadable } from './createReadable.js'
import { loadCatalogue } from './loadCatalogue.js'

/** @typedef {import('./loadCatalogue.js').Product} Product */
/** @typedef {{ readonly status: 'loading' | 'ready' | 'failed', readonly products: readonly Product[] }} Products */

/** What is for sale. */
export function createProducts() {
  const shown = createReadable(/** @type {Products} */ ({ status: 'loading', products: [] }))

  async function load() {
    try {
      shown.set({ status: 'ready', products: await loadCatalogue() })
    } catch {
      shown.set({ status: 'failed', products: [] })
    }
  }

  void load()
  return { ...shown, load: () => void load() }
}

/**
 * @param {readonly Product[]} products
 * @param {string} sku
 */
export function findProduct(products, sku) {
  return products.find((product) => product.sku === sku)
}
