import { type CartState, takeOrdered } from '@holdfast/cart/server'
import type { Checkout, OrderRefusal } from './Order.ts'

/** The cart without what is ordered, or why it cannot be ordered: another device was faster. */
export function takeFromCart(cart: CartState, { idempotencyKey, lines, coupons }: Checkout): CartState | OrderRefusal {
  const foreign = lines.filter(({ key, sku }) => cart.lines[key] && cart.lines[key].product !== sku)
  const ordered = takeOrdered(cart, idempotencyKey, lines, Date.now(), coupons)
  if ('state' in ordered && !foreign[0]) return ordered.state
  const missing = new Set([...foreign.map(({ key }) => key), ...('missing' in ordered ? ordered.missing : [])])
  return {
    error: 'cart_changed',
    message: 'The cart has changed meanwhile, on another device perhaps. Look at it, and order again.',
    lines: lines.filter(({ key }) => missing.has(key)).map(({ key, sku }) => ({ key, sku })),
  }
}
