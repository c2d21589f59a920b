// @ts-check

/**
 * @typedef {object} Product
 * @property {string} sku
 * @property {string} name
 * @property {string} description
 * @property {number} price in minor units
 * @property {string} currency
 * @property {string} image a `data:` URL
 * @property {number} stock how many pieces are left
 * @property {number | null} min the fewest pieces of an order
 * @property {number | null} max the most
 */

/** @returns {Promise<readonly Product[]>} */
export async function loadCatalogue() {
  const response = await fetch('/catalogue')
  if (!response.ok) throw new Error(`The catalogue answered ${response.status}.`)
  return (await response.json()).products
}
