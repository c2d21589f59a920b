// @ts-check

/** @typedef {import('./basketLines.js').Line} Line */
/** @typedef {{ readonly sku: string, readonly name: string, readonly quantity: number, readonly price: number }} OrderedLine */
/**
 * @typedef {object} Order
 * @property {string} id
 * @property {string} placedAt ISO 8601
 * @property {readonly OrderedLine[]} lines
 * @property {number} discount in minor units
 * @property {number} total what is left to pay
 * @property {string} currency
 */

/** What the order service refused, in its own words. */
export class OrderRefused extends Error {
  /** @override */
  name = 'OrderRefused'
}

/**
 * Speaks to the order service on behalf of whoever is signed in.
 *
 * @param {import('./createShop.js').ShopSession} session
 */
export function createOrdersClient(session) {
  /**
   * @param {RequestInit} [init]
   * @returns {Promise<any>}
   */
  async function call(init) {
    const response = await session.fetch('/orders', init)
    const body = await response.json().catch(() => ({}))
    if (!response.ok) throw new OrderRefused(body.message ?? `The order service answered ${response.status}.`)
    return body
  }

  return {
    /** @returns {Promise<readonly Order[]>} */
    list: async () => (await call()).orders,
    /**
     * @param {readonly Line[]} lines
     * @returns {Promise<Order>}
     */
    place: (lines) =>
      call({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ lines: lines.map(({ sku, quantity }) => ({ sku, quantity })) }),
      }),
  }
}
