// @ts-check
import { byId } from '../shared/element.js'
import { placeOrder, signInToOrder } from '../shared/placeOrder.js'
import { showText } from '../shared/showText.js'

/**
 * The button that turns the basket into an order.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 * @param {(problem: string) => void} tell
 */
export function showCheckout(shop, tell) {
  const button = byId('place-order', HTMLButtonElement)
  const said = byId('order-said', HTMLElement)

  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled') === 'true') return
    button.setAttribute('aria-disabled', 'true')
    showText(button, 'Placing the order…')
    said.textContent = ''
    tell('')
    const answer = await placeOrder(shop)
    said.textContent = answer.said
    tell(answer.problem)
    if (answer.said) byId('basket-title', HTMLElement).focus()
    if (answer.problem === signInToOrder) byId('email', HTMLInputElement).focus()
    showText(button, 'Place order')
    button.setAttribute('aria-disabled', 'false')
  })
}
