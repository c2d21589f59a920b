import type { Cart, CartSnapshot } from '@holdfast/cart'
import { useReadable } from '../useReadable.ts'

/** What a component can do with a cart, from any render: the calls are the cart's own. */
export interface CartActions extends Omit<Cart, keyof CartSnapshot | 'initial' | 'getSnapshot' | 'subscribe'> {}

/** A cart's snapshot, and its calls; renders again only when a field changes that the component has read. */
export function useCart(cart: Cart): CartSnapshot & CartActions
/**
 * What `select` makes of the snapshot; renders again only when that differs.
 * @param isEqual `Object.is` unless given
 */
export function useCart<R>(cart: Cart, select: (snapshot: CartSnapshot) => R, isEqual?: (a: R, b: R) => boolean): R
export function useCart<R>(
  cart: Cart,
  select?: (snapshot: CartSnapshot) => R,
  isEqual?: (a: R, b: R) => boolean,
): R | (CartSnapshot & CartActions) {
  return useReadable<CartSnapshot, R, CartActions>(cart, cart.initial, { ...cart }, select, isEqual)
}
