// @ts-check
import { mostPieces } from '../shared/basketLines.js'
import { allOfThem } from '../shared/changeBasket.js'
import { describeLine } from '../shared/describeBasket.js'
import { element } from '../shared/element.js'
import { showText } from '../shared/showText.js'

/** @typedef {import('../shared/basketLines.js').Line} Line */
/** @typedef {import('../shared/loadCatalogue.js').Product} Product */

/**
 * One line of the basket, with buttons for more, fewer and none.
 *
 * @param {(by: number) => void} onChange
 */
export function createBasketLine(onChange) {
  const name = element('strong')
  const price = element('span', { class: 'soft' })
  const quantity = element('output', { class: 'quantity' })
  const sum = element('span', { class: 'price' })
  const fewer = element('button', { type: 'button', class: 'quiet square', click: () => onChange(-1) }, '−')
  const more = element('button', { type: 'button', class: 'quiet square', click: () => onChange(1) }, '+')
  const remove = element('button', { type: 'button', class: 'link', click: () => onChange(allOfThem) }, 'Remove')
  const line = element(
    'li',
    { class: 'basket-line' },
    element('div', { class: 'basket-name' }, name, price),
    element('div', { class: 'stepper' }, fewer, quantity, more),
    sum,
    remove,
  )

  /**
   * @param {Line} wanted
   * @param {readonly Product[]} products
   */
  function show(wanted, products) {
    const { name: called, each, sum: cost } = describeLine(wanted, products)
    showText(name, called)
    showText(price, each)
    showText(quantity, String(wanted.quantity))
    showText(sum, cost)
    quantity.setAttribute('aria-label', `How many of ${called}`)
    fewer.setAttribute('aria-label', `One fewer of ${called}`)
    more.setAttribute('aria-label', `One more of ${called}`)
    remove.setAttribute('aria-label', `Remove ${called}`)
    // Not `disabled`: that would drop the focus of whoever pressed it last.
    fewer.setAttribute('aria-disabled', String(wanted.quantity <= 1))
    more.setAttribute('aria-disabled', String(wanted.quantity >= mostPieces))
  }

  return Object.assign(line, { show })
}
