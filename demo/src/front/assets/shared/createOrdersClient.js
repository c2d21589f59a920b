// @ts-check

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
  return {
    /** @returns {Promise<readonly Order[]>} */
    async list() {
      const response = await session.fetch('/orders')
      const body = await response.json().catch(() => ({}))
      if (!response.ok) throw new OrderRefused(body.message ?? `The order service answered ${response.status}.`)
      return body.orders
    },
  }
}
