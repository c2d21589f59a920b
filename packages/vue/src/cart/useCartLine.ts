import type { Cart, CartLine, List } from '@holdfast/cart'
import { type ComputedRef, type MaybeRefOrGetter, toValue } from 'vue'
import { useCart } from './useCart.ts'

/**
 * A line, or `null` where there is none. Triggers only when something in it changes.
 * @param key of the line, or a ref or getter of it
 * @param list where to look; unless given, in the cart, and then in what is saved for later
 */
export function useCartLine(cart: Cart, key: MaybeRefOrGetter<string>, list?: List): ComputedRef<CartLine | null> {
  const findIn = (lines: readonly CartLine[], other: List): CartLine | undefined =>
    list === other ? undefined : lines.find((line) => line.key === toValue(key))
  return useCart(cart, ({ lines, saved }) => findIn(lines, 'saved') ?? findIn(saved, 'cart') ?? null)
}
