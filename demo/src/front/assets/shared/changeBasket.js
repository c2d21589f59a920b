// @ts-check
import { changeQuantity } from './basketLines.js'

/** @typedef {import('./basketLines.js').Line} Line */
/** @typedef {import('./createShop.js').OldBasket['update']} Update */
/** @typedef {import('./createTabNews.js').TabNews} TabNews */

/** To take a product out altogether, however many there are. */
export const allOfThem = Number.NEGATIVE_INFINITY

/**
 * Puts one more into the basket; resolves with what to say of it.
 *
 * @param {Update} update
 * @param {TabNews} tabNews
 * @param {import('./loadCatalogue.js').Product} product
 */
export async function addToBasket(update, tabNews, { sku, name }) {
  try {
    await update((lines) => changeQuantity(lines, sku, 1))
    tabNews.tellLine(`${name} put into the basket`)
    return `${name} is in the basket.`
  } catch {
    return `${name} could not be put into the basket. Please try again.`
  }
}

/**
 * Changes how many are wanted; resolves with what went wrong, or with nothing.
 *
 * @param {Update} update
 * @param {TabNews} tabNews
 * @param {{ readonly sku: string, readonly name: string, readonly by: number }} change
 */
export async function changeBasket(update, tabNews, { sku, name, by }) {
  try {
    await update((lines) => changeQuantity(lines, sku, by))
    const what = by === allOfThem ? 'taken out of the basket' : by > 0 ? 'one more' : 'one fewer'
    tabNews.tellLine(`${name}: ${what}`)
    return ''
  } catch {
    return 'The basket could not be changed. Please try again.'
  }
}
