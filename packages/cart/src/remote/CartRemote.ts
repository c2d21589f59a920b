import type { HoldfastError } from '@holdfast/core'
import type { CartDocument } from '../document/CartDocument.ts'
import type { Limits } from '../Limits.ts'
import type { Money } from '../money/Money.ts'
import type { Engine } from './engine.ts'
import type { Refusal } from './RemoteState.ts'

export interface RemoteContext {
  /** The session's, with its credentials. */
  readonly fetch: typeof globalThis.fetch
  readonly signal: AbortSignal
  /** Nothing, in the cart's currency. */
  readonly zero: Money
  readonly limits: Limits
  /** Milliseconds since 1970, as far as is known. */
  /** Makes a change of the cart durable before anything is sent; resolves with the cart then. */
  keep(change: (cart: CartDocument) => CartDocument): Promise<CartDocument>
  now(): number
  newId(): string
}

export type Exchanged =
  | {
      /** Makes of the newest cart what it is by now; pure, and may run several times. */
      fold(cart: CartDocument): CartDocument
      /** The server's clock, in milliseconds since 1970. */
      readonly time?: number
      /** What was odd about the answer; the rest was taken. */
      readonly error?: HoldfastError
    }
  | { readonly refusal: Refusal }

/** A back end that keeps carts; `opsRemote`, `versionedRemote` and `plainRemote` make one. */
export interface CartRemote {
  /** Whether it keeps guests' carts too. */
  readonly hasGuests: boolean
  readonly engine: Engine
  /**
   * Sends the edits of `keys` and gets what is new; with no keys only the latter. Rejects where it is worth trying again:
   * whatever was sent is sent again then.
   */
  exchange(cart: CartDocument, keys: readonly string[], context: RemoteContext): Promise<Exchanged>
}
