import type { Cart, CartLine, CartSnapshot, Money } from '@holdfast/cart'
import { expectTypeOf } from 'vitest'
import { type ComputedRef, ref } from 'vue'
import { useCart } from './useCart.ts'
import { useCartLine } from './useCartLine.ts'
import { useMoneyFormat } from './useMoneyFormat.ts'

declare const cart: Cart

const { lines, status, totals, add, undo, on } = useCart(cart)
expectTypeOf(lines).toEqualTypeOf<ComputedRef<readonly CartLine[]>>()
expectTypeOf(status).toEqualTypeOf<ComputedRef<CartSnapshot['status']>>()
expectTypeOf(totals).toEqualTypeOf<ComputedRef<CartSnapshot['totals']>>()
expectTypeOf(add).toEqualTypeOf<Cart['add']>()
expectTypeOf(undo).toEqualTypeOf<Cart['undo']>()
expectTypeOf(on).toEqualTypeOf<Cart['on']>()
// @ts-expect-error: refs follow the cart, and nobody has to subscribe.
useCart(cart).subscribe
// @ts-expect-error: a field is readonly.
lines.value = []

expectTypeOf(useCart(cart, ({ count }) => count)).toEqualTypeOf<ComputedRef<number>>()
const byNumber = (a: number, b: number): boolean => a === b
// @ts-expect-error: what compares must fit what is selected.
useCart(cart, ({ sync }) => sync, byNumber)

expectTypeOf(useCartLine(cart, ref('mug'))).toEqualTypeOf<ComputedRef<CartLine | null>>()
expectTypeOf(useMoneyFormat(ref('de'))).toEqualTypeOf<(money: Money) => string>()
