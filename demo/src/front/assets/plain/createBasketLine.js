// @ts-check
import { basketTexts, lineNames } from '../shared/basket/basketTexts.js'
import { describeLine } from '../shared/basket/describeLine.js'
import { describeLineSync } from '../shared/basket/describeSync.js'
import { element } from '../shared/element.js'
import { showList } from '../shared/showList.js'
import { createLeaving } from './createLeaving.js'
import { createLineText } from './createLineText.js'
import { createNote } from './createNote.js'
import { createStepper } from './createStepper.js'

/** @typedef {import('@holdfast/cart').CartLine} CartLine */

/**
 * One line of the basket.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 * @param {CartLine} first
 */
export function createBasketLine({ basket, cart, products }, first) {
  let line = first
  const text = createLineText()
  const stepper = createStepper(
    (by) => void basket.step(line, by),
    (written) => basket.setQuantity(line, written),
  )
  const note = createNote((written) => void basket.setNote(line, written))
  const save = createLeaving(basketTexts.save, () => basket.move(line, 'saved'))
  const remove = createLeaving(basketTexts.remove, () => basket.remove(line))
  const warnings = element('div', { class: 'warnings' })
  const shown = element(
    'li',
    { class: 'basket-line' },
    text.name,
    text.sum,
    stepper.stepper,
    element('div', { class: 'line-links' }, save, remove),
    note.note,
    warnings,
  )

  /** @param {CartLine} next */
  function show(next) {
    line = next
    const words = describeLine(line, products.getSnapshot().products)
    const names = lineNames(words.name)
    text.show(words, describeLineSync(line.sync, cart.getSnapshot().activity, basket.online.getSnapshot()))
    stepper.show(line.quantity, words.name)
    note.show(words.note, words.name)
    save.setAttribute('aria-label', names.save)
    remove.setAttribute('aria-label', names.remove)
    showList(
      warnings,
      words.warnings,
      (warning) => `${warning.key} ${warning.text}`,
      (warning) => toWarning(warning, names.keepPrice, () => void basket.acceptPrice(line)),
    )
  }

  return Object.assign(shown, { show })
}

/**
 * @param {import('../shared/basket/describeLine.js').LineWarning} warning
 * @param {string} name of the button
 * @param {() => void} onKeep
 */
function toWarning({ text, isPrice }, name, onKeep) {
  const shown = element('p', { class: 'notice line-warning' }, text)
  if (isPrice)
    shown.append(
      ' ',
      element('button', { type: 'button', class: 'link', 'aria-label': name, click: onKeep }, basketTexts.keepPrice),
    )
  return shown
}
