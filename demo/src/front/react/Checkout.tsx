import { useCart } from '@holdfast/react/cart'
import { basketTexts } from '../assets/shared/basket/basketTexts.js'
import { describeTotals } from '../assets/shared/basket/describeTotals.js'
import type { ShopProps } from './ShopProps.ts'
import { useShown } from './useShown.ts'

/** What it costs, and the button that turns the basket into an order. */
export function Checkout({ shop: { basket, cart, drawer } }: ShopProps) {
  const { totals } = useCart(cart)
  const { isOrdering } = useShown(basket)
  const { subtotal, discount, total, status } = describeTotals(totals)

  async function order() {
    const outcome = await basket.order()
    if (outcome === 'ordered') document.getElementById('basket-title')?.focus()
    if (outcome !== 'sign-in') return
    drawer.close()
    document.getElementById('email')?.focus()
  }

  return (
    <>
      <p className="sum">
        <span id="subtotal-title">Subtotal</span>
        <output id="basket-subtotal" className="price" aria-labelledby="subtotal-title" aria-live="off">
          {subtotal}
        </output>
      </p>
      <p id="discount-row" className="sum" hidden={discount === ''}>
        <span id="discount-title">Discount</span>
        <output id="basket-discount" className="price" aria-labelledby="discount-title" aria-live="off">
          {discount}
        </output>
      </p>
      <p className="sum total">
        <span id="total-title">Total</span>
        <output id="basket-total" className="price" aria-labelledby="total-title" aria-describedby="total-status">
          {total}
        </output>
      </p>
      <p id="total-status" className="soft total-status">
        {status}
      </p>
      <button id="place-order" type="button" className="wide" aria-disabled={isOrdering} onClick={order}>
        {isOrdering ? basketTexts.ordering : basketTexts.order}
      </button>
    </>
  )
}
