// @ts-check
import { addToBasket } from '../shared/changeBasket.js'
import { byId, element } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { formatMoney } from '../shared/formatMoney.js'

/** @typedef {import('../shared/loadCatalogue.js').Product} Product */

/**
 * What is for sale.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showCatalogue({ basket, products, tabNews }) {
  const list = byId('products', HTMLElement)
  const problem = byId('catalogue-problem', HTMLElement)
  const said = byId('catalogue-said', HTMLElement)

  /** @param {Product} product */
  async function add(product) {
    said.textContent = await addToBasket(basket.update, tabNews, product)
  }

  byId('catalogue-retry', HTMLButtonElement).addEventListener('click', products.load)
  follow(products, (shown) => {
    problem.hidden = shown.status !== 'failed'
    // Until then it shows what will be there.
    if (shown.status === 'loading') return
    list.replaceChildren(...shown.products.map((product) => toCard(product, () => void add(product))))
    list.removeAttribute('aria-busy')
  })
}

/**
 * @param {Product} product
 * @param {() => void} onAdd
 */
function toCard({ name, description, price, currency, image }, onAdd) {
  return element(
    'li',
    { class: 'card' },
    element('img', { src: image, alt: '', width: '160', height: '120' }),
    element(
      'div',
      { class: 'card-text' },
      element('h3', {}, name),
      element('p', { class: 'soft' }, description),
      element(
        'div',
        { class: 'card-foot' },
        element('span', { class: 'price' }, formatMoney(price, currency)),
        element(
          'button',
          { type: 'button', class: 'small', click: onAdd },
          'Add',
          element('span', { class: 'unseen' }, ` ${name} to basket`),
        ),
      ),
    ),
  )
}
