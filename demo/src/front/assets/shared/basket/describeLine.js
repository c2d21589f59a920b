// @ts-check
import { findProduct } from '../createProducts.js'
import { formatPrice } from './formatPrice.js'
import { variantOf } from './variants.js'

/** @typedef {import('@holdfast/cart').CartLine} CartLine */
/** @typedef {import('../loadCatalogue.js').Product} Product */
/** @typedef {{ readonly key: string, readonly text: string, readonly isPrice: boolean }} LineWarning */

/**
 * What a line says, once its product is known.
 *
 * @param {Pick<CartLine, 'productId' | 'identity' | 'attributes' | 'quantity' | 'quote' | 'warnings'>} line
 * @param {readonly Product[]} products
 */
export function describeLine({ productId, identity, attributes, quantity, quote, warnings }, products) {
  const sold = findProduct(products, productId)?.name
  const choices = Object.entries(identity)
  return {
    /** Which line it is, for those who hear it. */
    name: [sold ?? productId, ...choices.map(([, text]) => text)].join(', '),
    title: sold ?? productId,
    choice: choices.map(([name, text]) => `${labelOf(productId, name)}: ${text}`).join(', '),
    each: quote ? `${formatPrice(quote.unit)} each` : 'no price yet',
    sum: quote ? formatPrice({ ...quote.unit, minor: quote.unit.minor * quantity }) : '',
    note: attributes['note'] ?? '',
    warnings: warnings.map((warning) => describeWarning(warning, quantity)),
  }
}

/** @typedef {ReturnType<typeof describeLine>} LineWords */

/**
 * @param {string} sku
 * @param {string} name
 */
function labelOf(sku, name) {
  const variant = variantOf(sku)
  return variant?.name === name ? variant.label : name
}

/**
 * @param {import('@holdfast/cart').Warning} warning
 * @param {number} quantity
 * @returns {LineWarning}
 */
function describeWarning(warning, quantity) {
  const { kind } = warning
  const isPrice = kind === 'price'
  /** @param {string} text */
  const say = (text) => ({ key: kind, text, isPrice })
  if (warning.kind === 'price')
    return say(`The price has changed from ${formatPrice(warning.from)} to ${formatPrice(warning.to)}.`)
  if (warning.kind === 'stock') {
    if (warning.available === 0) return say('Sold out at the moment.')
    return say(`Only ${warning.available} left; ${quantity} are wanted.`)
  }
  return say(
    warning.kind === 'min'
      ? `At least ${warning.limit} have to be ordered.`
      : `At most ${warning.limit} to a customer.`,
  )
}
