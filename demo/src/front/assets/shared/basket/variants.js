// @ts-check

/**
 * What one may choose of a product; each choice is a line of its own.
 *
 * @typedef {object} Variant
 * @property {string} name of the attribute
 * @property {string} label
 * @property {readonly string[]} [options] one of these; without them any text
 * @property {number} [longest] of such a text; it may be left empty
 */

/** @type {Readonly<Record<string, Variant>>} */
const variants = {
  pennant: { name: 'colour', label: 'Colour', options: ['Red', 'Yellow', 'Blue'] },
  bell: { name: 'engraving', label: 'Engraving', longest: 20 },
}

/**
 * @param {string} sku
 * @returns {Variant | null}
 */
export function variantOf(sku) {
  return (Object.hasOwn(variants, sku) ? variants[sku] : null) ?? null
}

/**
 * What makes a line of `sku` another one.
 *
 * @param {string} sku
 * @param {string} chosen
 * @returns {Record<string, string>}
 */
export function toIdentity(sku, chosen) {
  const variant = variantOf(sku)
  const text = chosen.trim()
  return variant && text ? { [variant.name]: text } : {}
}
