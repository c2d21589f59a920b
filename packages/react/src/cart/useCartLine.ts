import type { Cart, CartLine } from '@holdfast/cart'
import { useCart } from './useCart.ts'

/**
 * A line of the cart, or else of what is saved for later; `null` where there is none. Renders again only when something in
 * it changes.
 */
export function useCartLine(cart: Cart, key: string): CartLine | null {
  const isIt = (line: CartLine): boolean => line.key === key
  return useCart(cart, ({ lines, saved }) => lines.find(isIt) ?? saved.find(isIt) ?? null)
}
