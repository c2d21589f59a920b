// @ts-check
import { basketTexts, lineNames } from '../shared/basket/basketTexts.js'
import { describeLine } from '../shared/basket/describeLine.js'
import { describeLineSync } from '../shared/basket/describeSync.js'
import { element } from '../shared/element.js'
import { createLeaving } from './createLeaving.js'
import { createLineText } from './createLineText.js'

/** @typedef {import('@holdfast/cart').CartLine} CartLine */

/**
 * One line that is saved for later.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 * @param {CartLine} first
 */
export function createSavedLine({ basket, cart, products }, first) {
  let line = first
  const text = createLineText()
  const back = createLeaving(basketTexts.bringBack, () => basket.move(line, 'cart'))
  const remove = createLeaving(basketTexts.remove, () => basket.remove(line, 'saved'))
  const links = element('div', { class: 'line-links' }, back, remove)
  const shown = element('li', { class: 'basket-line' }, text.name, text.sum, links)

  /** @param {CartLine} next */
  function show(next) {
    line = next
    const words = describeLine(line, products.getSnapshot().products)
    const names = lineNames(words.name)
    const each = `${line.quantity} × ${words.each}`
    text.show({ ...words, each }, describeLineSync(line.sync, cart.getSnapshot().activity, basket.online.getSnapshot()))
    back.setAttribute('aria-label', names.bringBack)
    remove.setAttribute('aria-label', names.remove)
  }

  return Object.assign(shown, { show })
}
