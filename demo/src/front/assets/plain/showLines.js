// @ts-check
import { byId } from '../shared/element.js'
import { showList } from '../shared/showList.js'
import { createBasketLine } from './createBasketLine.js'
import { createSavedLine } from './createSavedLine.js'

/** @typedef {import('@holdfast/cart').CartLine} CartLine */
/** @typedef {HTMLElement & { show(line: CartLine): void }} ShownLine */

/**
 * What is wanted now, and what is wanted later.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showLines(shop) {
  const { lines, saved } = shop.cart.getSnapshot()
  show(byId('basket-lines', HTMLElement), lines, (line) => createBasketLine(shop, line))
  show(byId('saved-lines', HTMLElement), saved, (line) => createSavedLine(shop, line))
  byId('saved', HTMLElement).hidden = saved.length === 0
}

/**
 * @param {HTMLElement} list
 * @param {readonly CartLine[]} lines
 * @param {(line: CartLine) => ShownLine} make
 */
function show(list, lines, make) {
  showList(
    list,
    lines,
    ({ key }) => key,
    make,
    (shown, line) => /** @type {ShownLine} */ (shown).show(line),
  )
}
