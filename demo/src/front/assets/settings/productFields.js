// @ts-check
import { element } from '../shared/element.js'

/** The form by which the price and the stock of a product are changed, and its parts. */
export function productFields() {
  const choice = element('select', { id: 'product', name: 'product', required: true })
  const price = element('input', { ...input('price'), type: 'text', inputmode: 'decimal' })
  const stock = element('input', { ...input('stock'), type: 'number', min: '0', max: '1000000', step: '1' })
  const said = element('p', { role: 'status' })
  const form = element(
    'form',
    { 'aria-labelledby': 'product-title' },
    element('div', { class: 'field' }, element('label', { for: 'product' }, 'Product'), choice),
    field(price, 'Price, in euros', 'Of one piece, such as 12.50. A checkout at the old price is refused.'),
    field(stock, 'Pieces left', 'Fewer than a cart wants is a warning there; a checkout is refused.'),
    element('div', { class: 'submit' }, element('button', { type: 'submit' }, 'Change the product'), said),
  )
  return { form, choice, price, stock, said }
}

/** @param {string} id */
function input(id) {
  return { id, name: id, required: true, 'aria-describedby': `${id}-why` }
}

/**
 * @param {HTMLInputElement} control
 * @param {string} label
 * @param {string} why
 */
function field(control, label, why) {
  const { id } = control
  return element(
    'div',
    { class: 'field' },
    element('label', { for: id }, label),
    control,
    element('p', { id: `${id}-why`, class: 'soft' }, why),
  )
}
