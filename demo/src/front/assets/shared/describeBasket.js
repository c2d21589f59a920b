// @ts-check
import { findProduct } from './createProducts.js'
import { formatMoney } from './formatMoney.js'

/** @typedef {import('./loadCatalogue.js').Product} Product */
/** @typedef {import('./basketLines.js').Line} Line */

/**
 * What a line says, once its product is known.
 *
 * @param {Line} line
 * @param {readonly Product[]} products
 */
export function describeLine({ sku, quantity }, products) {
  const product = findProduct(products, sku)
  return {
    name: product?.name ?? sku,
    each: product ? `${formatMoney(product.price, product.currency)} each` : 'not sold any more',
    sum: product ? formatMoney(product.price * quantity, product.currency) : '',
  }
}

/**
 * What all lines cost together.
 *
 * @param {readonly Line[]} lines
 * @param {readonly Product[]} products
 */
export function describeTotal(lines, products) {
  const known = lines.map(({ sku, quantity }) => ({ quantity, product: findProduct(products, sku) }))
  const currency = known.find(({ product }) => product)?.product?.currency ?? 'EUR'
  return formatMoney(
    known.reduce((sum, { quantity, product }) => sum + quantity * (product?.price ?? 0), 0),
    currency,
  )
}

/**
 * Whose basket it is, and how far it reaches.
 *
 * @param {string | undefined} name of who is signed in
 * @param {boolean} isDurable
 * @param {import('./readSettings.js').ShopSettings} settings
 */
export function describeOwner(name, isDurable, { storage }) {
  const isShared = isDurable && storage !== 'sessionstorage'
  return `${name ?? 'A guest'}’s, in ${isShared ? 'every tab' : 'this tab'}`
}
