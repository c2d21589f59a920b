import type { ShopSession } from './assets/shared/createShop.js'

declare module '@holdfast/core' {
  /** What the hooks and composables of both front ends know of the user and of signing in. */
  interface Register {
    session: ShopSession
  }
}
