import type { Cart, CartLine } from '@holdfast/cart'
import { type ComputedRef, type MaybeRefOrGetter, toValue } from 'vue'
import { useCart } from './useCart.ts'

/**
 * A line of the cart, or else of what is saved for later; `null` where there is none. Triggers only when something in it
 * changes.
 * @param key of the line, or a ref or getter of it
 */
export function useCartLine(cart: Cart, key: MaybeRefOrGetter<string>): ComputedRef<CartLine | null> {
  const isIt = (line: CartLine): boolean => line.key === toValue(key)
  return useCart(cart, ({ lines, saved }) => lines.find(isIt) ?? saved.find(isIt) ?? null)
}
