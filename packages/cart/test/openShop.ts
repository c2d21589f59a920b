import { bearer, createSession, type Session, type SessionOptions } from '@holdfast/core'
import {
  createRotatingServer,
  createWorld,
  type Tab,
  type TabOptions,
  type World,
  type WorldOptions,
} from '@holdfast/testing'
import type { Cart, CartOptions } from '../src/Cart.ts'
import { createCart } from '../src/createCart.ts'
import type { CartLine } from '../src/view/CartSnapshot.ts'

export const ann = { user: 'ann', password: 'ann' }
export const bob = { user: 'bob', password: 'bob' }

/** A page with a session and a cart in it. */
export interface Page {
  readonly tab: Tab
  readonly session: Session<any, any>
  readonly cart: Cart
}

export interface Shop {
  readonly world: World
  open(options?: Partial<CartOptions>, tab?: TabOptions): Page
  /** The page that is loaded in the place of another. */
  reload(page: Page, options?: Partial<CartOptions>): Page
}

export interface ShopOptions extends WorldOptions {
  readonly session?: Partial<SessionOptions<any, any>>
}

/** Opens a world whose pages each have the same cart. */
export function openShop({ session: given, ...options }: ShopOptions = {}): Shop {
  const world = createWorld(options)
  const { url } = createRotatingServer(world, { users: { ann: 'ann', bob: 'bob' } })
  const join = (tab: Tab, more: Partial<CartOptions> = {}): Page => {
    const { platform } = tab
    const session = createSession<any, any>({ source: bearer({ url }), platform, ...given })
    return { tab, session, cart: createCart({ session, currency: 'EUR', platform, ...more }) }
  }
  return {
    world,
    open: (more, tabOptions) => join(world.openTab(tabOptions), more),
    reload: ({ tab }, more) => join(tab.reload(), more),
  }
}

/** What a list shows, by product. */
export function shown(lines: readonly CartLine[]): { readonly [product: string]: number } {
  return Object.fromEntries(lines.map(({ productId, quantity }) => [productId, quantity]))
}
