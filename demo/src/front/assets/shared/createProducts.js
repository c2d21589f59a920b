// @ts-check
import { createReadable } from './createReadable.js'
import { loadCatalogue } from './loadCatalogue.js'

/** @typedef {import('./loadCatalogue.js').Product} Product */
/** @typedef {{ readonly status: 'loading' | 'ready' | 'failed', readonly products: readonly Product[] }} Products */

/** What is for sale. */
export function createProducts() {
  const shown = createReadable(/** @type {Products} */ ({ status: 'loading', products: [] }))
  let loadedAt = 0
  let loading = load()

  async function load() {
    try {
      const products = await loadCatalogue()
      loadedAt = Date.now()
      shown.set({ status: 'ready', products })
    } catch {
      // What is shown already may be old, and is better than nothing.
      if (shown.getSnapshot().status !== 'ready') shown.set({ status: 'failed', products: [] })
    }
  }

  function reload() {
    loading = load()
  }

  return {
    ...shown,
    load: reload,
    /**
     * What is for sale, no older than `age` milliseconds; rejects where that cannot be known.
     *
     * @param {number} age
     */
    async known(age) {
      await loading
      if (Date.now() - loadedAt > age) reload()
      await loading
      if (Date.now() - loadedAt > age) throw new Error('The catalogue cannot be loaded.')
      return shown.getSnapshot().products
    },
  }
}

/**
 * @param {readonly Product[]} products
 * @param {string} sku
 */
export function findProduct(products, sku) {
  return products.find((product) => product.sku === sku)
}
