import type { List } from '../document/CartDocument.ts'
import type { Texts } from '../line/lineKey.ts'
import type { CartCoupon, Quote } from '../view/CartSnapshot.ts'
import type { ServerTotals } from '../view/totalsOf.ts'

/** A line as a back end keeps it that knows nothing but how many there are. */
export interface RemoteLine {
  readonly productId: string
  readonly quantity: number
  /** @default none */
  readonly identity?: Texts
  /** @default none */
  readonly attributes?: Texts
  /** @default 'cart' */
  readonly list?: List
  readonly quote?: Quote
}

/** A whole cart as such a back end keeps it. */
export interface RemoteCart {
  /** Another one after every change, for `versionedRemote`. @default the response's `ETag` */
  readonly version?: string | number
  readonly lines: readonly RemoteLine[]
  /** @default coupons stay in this browser */
  readonly coupons?: readonly (string | CartCoupon)[]
  readonly totals?: ServerTotals
}

export interface WriteContext {
  /** The session's, with its credentials. */
  readonly fetch: typeof globalThis.fetch
  readonly signal: AbortSignal
}

export interface AbsoluteOptions {
  /** Where the cart is: `GET` reads it, `PUT` replaces it, as the JSON of a `RemoteCart`. @default '/cart' */
  readonly url?: string
  /** Reads the cart in another way; a customer who has none yet has `{ lines: [] }`. */
  read?(context: WriteContext): Promise<Response | RemoteCart>
  /**
   * Replaces the cart in another way, and resolves with the cart as it is then or a response: 409 and 412 say that it is
   * another version by now, and after 204 it is read again.
   */
  write?(cart: RemoteCart, context: WriteContext): Promise<Response | RemoteCart>
  /** Whether guests' carts are kept there too. @default false */
  readonly guests?: boolean
}
