import type { Cart, CartLine, CartSnapshot, Money } from '@holdfast/cart'
import { expectTypeOf } from 'vitest'
import { useCart } from './useCart.ts'
import { useCartLine } from './useCartLine.ts'
import { useMoneyFormat } from './useMoneyFormat.ts'

declare const cart: Cart

export function Checked(): null {
  const { lines, status, totals, add, undo, on } = useCart(cart)
  expectTypeOf(lines).toEqualTypeOf<readonly CartLine[]>()
  expectTypeOf(status).toEqualTypeOf<CartSnapshot['status']>()
  expectTypeOf(totals).toEqualTypeOf<CartSnapshot['totals']>()
  expectTypeOf(add).toEqualTypeOf<Cart['add']>()
  expectTypeOf(undo).toEqualTypeOf<Cart['undo']>()
  expectTypeOf(on).toEqualTypeOf<Cart['on']>()
  // @ts-expect-error: it renders again by itself, and nobody has to subscribe.
  useCart(cart).subscribe
  // @ts-expect-error: a snapshot is readonly.
  lines.push()

  expectTypeOf(useCart(cart, ({ count }) => count)).toEqualTypeOf<number>()
  const byNumber = (a: number, b: number): boolean => a === b
  // @ts-expect-error: what compares must fit what is selected.
  useCart(cart, ({ sync }) => sync, byNumber)

  expectTypeOf(useCartLine(cart, 'mug')).toEqualTypeOf<CartLine | null>()
  expectTypeOf(useMoneyFormat('de')).toEqualTypeOf<(money: Money) => string>()
  return null
}
