// @ts-check
import { byId, element } from '../shared/element.js'
import { formatMoney } from '../shared/formatMoney.js'
import { loadCatalogue } from '../shared/loadCatalogue.js'
import { showText } from '../shared/showText.js'
import { productFields } from './productFields.js'

/** @typedef {import('../shared/loadCatalogue.js').Product} Product */

/**
 * What a product costs, and how many are left.
 *
 * @param {import('./createControlClient.js').ControlClient} control
 */
export function showProductForm(control) {
  const { form, choice, price, stock, said } = productFields()
  byId('goods', HTMLElement).append(
    element('h2', { id: 'product-title' }, 'The goods'),
    element('p', { class: 'soft' }, 'Carts that hold the product are told at their next look, and warn.'),
    form,
  )
  /** @type {readonly Product[]} */
  let products = []

  function showChosen() {
    const product = products.find(({ sku }) => sku === choice.value)
    price.value = product ? toDecimal(product.price) : ''
    stock.value = product ? String(product.stock) : ''
  }

  async function load() {
    const before = choice.value
    products = await loadCatalogue()
    choice.replaceChildren(...products.map(({ sku, name }) => element('option', { value: sku }, name)))
    if (products.some(({ sku }) => sku === before)) choice.value = before
    showChosen()
  }

  async function apply() {
    showText(said, '')
    const minor = toMinor(price.value)
    if (minor === null) {
      showText(said, 'Not applied: a price is euros and cents, such as 12.50.')
      price.focus()
      return
    }
    try {
      const product = await control.changeProduct(choice.value, { price: minor, stock: Number(stock.value) })
      await load()
      const { name, currency } = product
      showText(said, `${name}: ${formatMoney(product.price, currency)}, ${product.stock} left.`)
    } catch (error) {
      showText(said, `Not applied: ${/** @type {Error} */ (error).message}`)
    }
  }

  const loadOrSay = () => load().catch(() => showText(said, 'The catalogue does not answer. Load this page again.'))

  choice.addEventListener('change', () => {
    showText(said, '')
    showChosen()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void apply()
  })
  void loadOrSay()

  return { load: () => void loadOrSay() }
}

/** @param {number} minor cents */
function toDecimal(minor) {
  const digits = String(minor).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/**
 * Cents, without a detour through fractions.
 *
 * @param {string} text
 */
function toMinor(text) {
  const [, euros, cents = ''] = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(text.trim()) ?? []
  return euros === undefined ? null : Number(euros + cents.padEnd(2, '0'))
}
