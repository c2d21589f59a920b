// @ts-check

/** How long the catalogue's prices are believed, in milliseconds. */
const fresh = 60_000

/**
 * What lines cost by the catalogue that the page shows anyway; for those whose basket no server knows.
 *
 * @param {ReturnType<typeof import('../createProducts.js').createProducts>} products
 * @returns {import('@holdfast/cart').AskQuotes}
 */
export function createQuotes(products) {
  return async (lines) => {
    const known = await products.known(fresh)
    const quotes = lines.flatMap(({ key, productId }) => {
      const product = known.find(({ sku }) => sku === productId)
      if (!product) return []
      const { price, currency, stock, min, max } = product
      const limits = { stock, ...(min !== null && { min }), ...(max !== null && { max }) }
      const unit = { minor: price, currency, scale: 2 }
      return [[key, { unit, validUntil: Date.now() + fresh, ...limits }]]
    })
    return Object.fromEntries(quotes)
  }
}
