import type { Cart, CartLine, List } from '@holdfast/cart'
import { useCart } from './useCart.ts'

/**
 * A line, or `null` where there is none. Renders again only when something in it changes.
 * @param list where to look; unless given, in the cart, and then in what is saved for later
 */
export function useCartLine(cart: Cart, key: string, list?: List): CartLine | null {
  const findIn = (lines: readonly CartLine[], other: List): CartLine | undefined =>
    list === other ? undefined : lines.find((line) => line.key === key)
  return useCart(cart, ({ lines, saved }) => findIn(lines, 'saved') ?? findIn(saved, 'cart') ?? null)
}
