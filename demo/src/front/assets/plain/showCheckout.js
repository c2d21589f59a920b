// @ts-check
import { basketTexts } from '../shared/basket/basketTexts.js'
import { describeTotals } from '../shared/basket/describeTotals.js'
import { byId } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { showText } from '../shared/showText.js'

/**
 * What it costs, and the button that turns the basket into an order.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showCheckout({ basket, cart, drawer }) {
  const button = byId('place-order', HTMLButtonElement)

  button.addEventListener('click', async () => {
    const outcome = await basket.order()
    if (outcome === 'ordered') byId('basket-title', HTMLElement).focus()
    if (outcome !== 'sign-in') return
    drawer.close()
    byId('email', HTMLInputElement).focus()
  })

  follow(basket, ({ isOrdering, ordered }) => {
    showText(button, isOrdering ? basketTexts.ordering : basketTexts.order)
    button.setAttribute('aria-disabled', String(isOrdering))
    showText(byId('order-said', HTMLElement), ordered)
  })
  follow(cart, ({ totals }) => {
    const { subtotal, discount, total, status } = describeTotals(totals)
    showText(byId('basket-subtotal', HTMLElement), subtotal)
    showText(byId('basket-discount', HTMLElement), discount)
    byId('discount-row', HTMLElement).hidden = discount === ''
    showText(byId('basket-total', HTMLElement), total)
    showText(byId('total-status', HTMLElement), status)
  })
}
