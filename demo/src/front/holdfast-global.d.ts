import type { createCart, opsRemote } from '@holdfast/cart'
import type * as holdfast from '@holdfast/core'

declare global {
  /** What the script tag defines. */
  var Holdfast:
    | (typeof holdfast & { readonly createCart: typeof createCart; readonly opsRemote: typeof opsRemote })
    | undefined
  /** For the console, and for tests. */
  var shop: import('./assets/shared/createShop.js').Shop | undefined
}
