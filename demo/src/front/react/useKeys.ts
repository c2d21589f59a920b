import type { Cart } from '@holdfast/cart'
import { useCart } from '@holdfast/react/cart'

/** Which lines there are, in their order; renders again only when others are, whatever changes in them. */
export function useKeys(cart: Cart, list: 'lines' | 'saved'): readonly string[] {
  return useCart(
    cart,
    (snapshot) => snapshot[list].map(({ key }) => key),
    (a, b) => a.join() === b.join(),
  )
}
