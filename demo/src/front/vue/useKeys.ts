import type { Cart } from '@holdfast/cart'
import { useCart } from '@holdfast/vue/cart'
import type { ComputedRef } from 'vue'

/** Which lines there are, in their order; triggers only when others are, whatever changes in them. */
export function useKeys(cart: Cart, list: 'lines' | 'saved'): ComputedRef<readonly string[]> {
  return useCart(
    cart,
    (snapshot) => snapshot[list].map(({ key }) => key),
    (a, b) => a.join() === b.join(),
  )
}
