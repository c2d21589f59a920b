import { useCart } from '@holdfast/react/cart'
import { type FormEvent, useRef, useState } from 'react'
import { describeCoupon } from '../assets/shared/basket/describeTotals.js'
import type { ShopProps } from './ShopProps.ts'

/** Codes that may make it cheaper, and what the shop says of each. */
export function Coupons({ shop: { basket, cart } }: ShopProps) {
  const { coupons } = useCart(cart)
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)

  function submit(event: FormEvent) {
    event.preventDefault()
    void basket.addCoupon(text)
    setText('')
  }

  function remove(code: string) {
    field.current?.focus()
    void basket.removeCoupon(code)
  }

  return (
    <>
      <form id="coupon-form" className="coupon-form" onSubmit={submit}>
        <label htmlFor="coupon">Coupon</label>
        <input
          ref={field}
          id="coupon"
          type="text"
          maxLength={40}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit" className="quiet small">
          Apply<span className="unseen"> the coupon</span>
        </button>
      </form>
      <ul id="coupons" className="plain-list coupons" aria-label="Coupons">
        {coupons.map(describeCoupon).map(({ code, text: verdict, state }) => (
          <li key={code} className="coupon" data-state={state}>
            <strong>{code}</strong>
            <span className="coupon-text">{verdict}</span>
            <button type="button" className="link" aria-label={`Remove coupon ${code}`} onClick={() => remove(code)}>
              Remove
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
