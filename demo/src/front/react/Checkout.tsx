import { useState } from 'react'
import { placeOrder, signInToOrder } from '../assets/shared/placeOrder.js'
import type { ShopProps } from './ShopProps.ts'

export interface CheckoutProps extends ShopProps {
  readonly total: string
  readonly onSaid: (said: string) => void
  readonly onProblem: (problem: string) => void
}

/** The button that turns the basket into an order. */
export function Checkout({ shop, total, onSaid, onProblem }: CheckoutProps) {
  const [isBusy, setBusy] = useState(false)

  async function place() {
    if (isBusy) return
    setBusy(true)
    onSaid('')
    onProblem('')
    const { said, problem } = await placeOrder(shop)
    onSaid(said)
    onProblem(problem)
    if (said) document.getElementById('basket-title')?.focus()
    if (problem === signInToOrder) document.getElementById('email')?.focus()
    setBusy(false)
  }

  return (
    <>
      <p className="total">
        <span id="total-title">Total</span>
        <output className="price" aria-labelledby="total-title">
          {total}
        </output>
      </p>
      <button type="button" className="wide" aria-disabled={isBusy} onClick={place}>
        {isBusy ? 'Placing the order…' : 'Place order'}
      </button>
    </>
  )
}
