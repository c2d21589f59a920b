// @ts-check
import { variantOf } from '../shared/basket/variants.js'
import { byId, element } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { formatMoney } from '../shared/formatMoney.js'

/** @typedef {import('../shared/loadCatalogue.js').Product} Product */

/**
 * What is for sale.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showCatalogue({ basket, products }) {
  const list = byId('products', HTMLElement)
  const problem = byId('catalogue-problem', HTMLElement)
  const said = byId('catalogue-said', HTMLElement)

  /**
   * @param {Product} product
   * @param {string} chosen
   */
  async function add(product, chosen) {
    said.textContent = await basket.add(product, chosen)
  }

  byId('catalogue-retry', HTMLButtonElement).addEventListener('click', products.load)
  follow(products, (shown) => {
    problem.hidden = shown.status !== 'failed'
    // Until then it shows what will be there.
    if (shown.status === 'loading') return
    list.replaceChildren(...shown.products.map((product) => toCard(product, (chosen) => void add(product, chosen))))
    list.removeAttribute('aria-busy')
  })
}

/**
 * @param {Product} product
 * @param {(chosen: string) => void} onAdd
 */
function toCard({ sku, name, description, price, currency, image }, onAdd) {
  const choice = createChoice(sku, name)
  return element(
    'li',
    { class: 'card' },
    element('img', { src: image, alt: '', width: '160', height: '120' }),
    element(
      'div',
      { class: 'card-text' },
      element('h3', {}, name),
      element('p', { class: 'soft' }, description),
      ...(choice ? [choice.row] : []),
      element(
        'div',
        { class: 'card-foot' },
        element('span', { class: 'price' }, formatMoney(price, currency)),
        element(
          'button',
          { type: 'button', class: 'small', click: () => onAdd(choice?.field.value ?? '') },
          'Add',
          element('span', { class: 'unseen' }, ` ${name} to basket`),
        ),
      ),
    ),
  )
}

/**
 * What one may choose of a product.
 *
 * @param {string} sku
 * @param {string} name
 */
function createChoice(sku, name) {
  const variant = variantOf(sku)
  if (!variant) return null
  const { label, options, longest } = variant
  const id = `choice-${sku}`
  const field = options
    ? element('select', { id }, ...options.map((option) => element('option', {}, option)))
    : element('input', { id, type: 'text', maxlength: String(longest), autocomplete: 'off', placeholder: 'none' })
  const words = element('label', { for: id }, label, element('span', { class: 'unseen' }, ` of ${name}`))
  return { field, row: element('div', { class: 'card-choice' }, words, field) }
}
