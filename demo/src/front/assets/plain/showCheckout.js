// @ts-check
import { withoutOrdered } from '../shared/basketLines.js'
import { createOrdersClient, OrderRefused } from '../shared/createOrdersClient.js'
import { byId } from '../shared/element.js'
import { formatMoney } from '../shared/formatMoney.js'
import { showText } from '../shared/showText.js'
import { wordsForError } from '../shared/wordsFor.js'

/**
 * Turns the basket into an order.
 *
 * @param {import('../shared/createShop.js').Shop} shop
 * @param {{ problem: HTMLElement, tabNews: import('../shared/createTabNews.js').TabNews, onOrdered: () => void }} surroundings
 */
export function createCheckout({ session, basket }, { problem, tabNews, onOrdered }) {
  const button = byId('place-order', HTMLButtonElement)
  const said = byId('order-said', HTMLElement)
  const orders = createOrdersClient(session)

  /** @param {string} text */
  function refuse(text) {
    showText(problem, text)
    problem.hidden = false
  }

  async function placeOrder() {
    const { value: lines } = basket.getSnapshot()
    const { user } = session.getSnapshot()
    said.textContent = ''
    problem.hidden = true
    if (!user) {
      refuse('Sign in to place the order: the basket comes with you.')
      byId('email', HTMLInputElement).focus()
      return
    }
    try {
      const order = await orders.place(lines)
      said.textContent = `Ordered for ${formatMoney(order.total, order.currency)}. Thank you!`
      tabNews.tellLine(`Ordered for ${formatMoney(order.total, order.currency)}`)
      byId('basket-title', HTMLElement).focus()
      onOrdered()
      // Whoever is here now keeps their own basket.
      if (session.getSnapshot().user?.id === user.id) await basket.update((left) => withoutOrdered(left, lines))
    } catch (error) {
      refuse(error instanceof OrderRefused ? error.message : wordsForError(error))
    }
  }

  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled') === 'true') return
    button.setAttribute('aria-disabled', 'true')
    showText(button, 'Placing the order…')
    await placeOrder()
    showText(button, 'Place order')
    button.setAttribute('aria-disabled', 'false')
  })
}
