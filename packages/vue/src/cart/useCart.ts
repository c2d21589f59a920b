import type { Cart, CartSnapshot } from '@holdfast/cart'
import type { ComputedRef } from 'vue'
import { type Refs, refsOf } from '../refsOf.ts'
import { useReadable } from '../useReadable.ts'

/** What a component can do with a cart: the calls are the cart's own. */
export interface CartActions extends Omit<Cart, keyof CartSnapshot | 'initial' | 'getSnapshot' | 'subscribe'> {}

/**
 * What `select` makes of the snapshot; triggers only when that differs. What it throws, its reader throws.
 * @param isEqual `Object.is` unless given
 */
export function useCart<R>(
  cart: Cart,
  select: (snapshot: CartSnapshot) => R,
  isEqual?: (a: R, b: R) => boolean,
): ComputedRef<R>
/** A ref for each field of a cart's snapshot, and its calls: a change of one field triggers only those who read it. */
export function useCart(cart: Cart): Refs<CartSnapshot> & CartActions
export function useCart<R>(
  cart: Cart,
  select?: (snapshot: CartSnapshot) => R,
  isEqual?: (a: R, b: R) => boolean,
): ComputedRef<R> | (Refs<CartSnapshot> & CartActions) {
  return refsOf<CartSnapshot, R, CartActions>(useReadable(cart, cart.initial), cart, select, isEqual)
}
