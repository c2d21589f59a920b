// @ts-check
import { changeQuantity } from '../shared/basketLines.js'
import { byId, element } from '../shared/element.js'
import { formatMoney } from '../shared/formatMoney.js'
import { loadCatalogue } from '../shared/loadCatalogue.js'

/** @typedef {import('../shared/loadCatalogue.js').Product} Product */
/** @typedef {{ find(sku: string): Product | undefined, isLoading(): boolean, subscribe(listener: () => void): void }} ShownCatalogue */

/**
 * What is for sale.
 *
 * @param {import('../shared/createShop.js').Shop} shop
 * @param {import('../shared/createTabNews.js').TabNews} tabNews
 * @returns {ShownCatalogue}
 */
export function showCatalogue({ basket }, tabNews) {
  const list = byId('products', HTMLElement)
  const problem = byId('catalogue-problem', HTMLElement)
  const retry = byId('catalogue-retry', HTMLButtonElement)
  const said = byId('catalogue-said', HTMLElement)
  /** @type {readonly Product[]} */
  let products = []
  let isLoading = true
  /** @type {Set<() => void>} */
  const listeners = new Set()

  /** @param {Product} product */
  async function add({ sku, name }) {
    await basket
      .update((lines) => changeQuantity(lines, sku, 1))
      .then(
        () => {
          said.textContent = `${name} is in the basket.`
          tabNews.tellLine(`${name} put into the basket`)
        },
        () => {
          said.textContent = `${name} could not be put into the basket. Please try again.`
        },
      )
  }

  async function load() {
    problem.hidden = true
    try {
      products = await loadCatalogue()
      list.replaceChildren(...products.map((product) => toCard(product, () => void add(product))))
      list.removeAttribute('aria-busy')
    } catch {
      problem.hidden = false
      list.replaceChildren()
    }
    isLoading = false
    for (const listener of listeners) listener()
  }

  retry.addEventListener('click', () => void load())
  void load()

  return {
    find: (sku) => products.find((product) => product.sku === sku),
    isLoading: () => isLoading,
    subscribe: (listener) => void listeners.add(listener),
  }
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
