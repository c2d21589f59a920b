import { act } from '@testing-library/react'
import { openShop, type Page, type Shop } from '../../cart/test/openShop.ts'

/** A page with a cart, in a world where React keeps pace. */
export interface Basket extends Page {
  readonly shop: Shop
  /** How many listeners the cart has. */
  countListeners(): number
  run<T>(promise: PromiseLike<T>): Promise<T>
  advance(ms: number): Promise<void>
}

export function openBasket(): Basket {
  const shop = openShop()
  const page = shop.open()
  const listeners = new Set<object>()
  const cart: typeof page.cart = {
    ...page.cart,
    subscribe(listener) {
      const end = page.cart.subscribe(listener)
      listeners.add(end)
      return () => {
        listeners.delete(end)
        end()
      }
    },
  }
  return {
    ...page,
    cart,
    shop,
    countListeners: () => listeners.size,
    run: (promise) => act(() => shop.world.run(promise)),
    advance: (ms) => act(() => shop.world.advance(ms)),
  }
}
