import { type Component, createApp, nextTick } from 'vue'
import { openShop, type Page, type Shop } from '../../cart/test/openShop.ts'

/** A page with a cart. */
export interface Basket extends Page {
  readonly shop: Shop
  /** How many listeners the cart has. */
  countListeners(): number
  mount(root: Component): {
    /** What it shows, when all is rendered. */
    text(): Promise<string | null>
    unmount(): void
  }
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
    mount(root) {
      const host = document.body.appendChild(document.createElement('div'))
      const app = createApp(root)
      app.mount(host)
      return {
        async text() {
          await nextTick()
          return host.textContent
        },
        unmount() {
          app.unmount()
          host.remove()
        },
      }
    },
  }
}
