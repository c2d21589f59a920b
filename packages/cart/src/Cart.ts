import type { AnySession, Platform, Readable, RecordOptions, WaitOptions } from '@holdfast/core'
import type { List } from './document/CartDocument.ts'
import type { Policy } from './guest/Policy.ts'
import type { Limits } from './Limits.ts'
import type { Texts } from './line/lineKey.ts'
import type { CartRemote } from './remote/CartRemote.ts'
import type { CartCoupon, CartLine, CartSnapshot, Totals } from './view/CartSnapshot.ts'
import type { AskQuotes } from './view/createQuotes.ts'

export interface CartOptions extends Pick<RecordOptions<unknown>, 'storage' | 'keep' | 'onDegraded'> {
  /** Whose cart it is: each user has one, and so has the guest. */
  readonly session: AnySession
  /** The cart's one currency, three capital letters; carts of different currencies are kept apart. */
  readonly currency: string
  /** How many digits its amounts have behind the point. @default what ISO 4217 says */
  readonly scale?: number
  /** Tells what lines cost. @default nobody knows */
  readonly quotes?: AskQuotes
  /** What becomes of the guest's lines when a user comes in. @default 'max' */
  readonly merge?: Policy
  /** The back end that keeps carts, such as `opsRemote({ url: '/cart' })`. @default none: the cart stays in this browser */
  readonly remote?: CartRemote
  readonly limits?: Partial<Limits>
  /** Tells carts on one origin apart. @default 'cart' */
  readonly name?: string
  /** The world to run in. @default the browser */
  readonly platform?: Platform
}

export interface Item {
  readonly productId: string
  /** @default 1 */
  readonly quantity?: number
  /** What makes it another line, such as a size or an engraving; empty ones count for nothing. @default none */
  readonly identity?: Texts
  /** What does not, such as a note. @default none */
  readonly attributes?: Texts
  /** @default 'cart' */
  readonly list?: List
}

/** What is ordered. */
export interface CheckOutOptions {
  /** 16 hex digits, the same in every tab and at every try until the outcome is known: send it as `Idempotency-Key`. */
  readonly key: string
  readonly lines: readonly CartLine[]
  readonly coupons: readonly CartCoupon[]
  /** What the visitor saw that it costs. */
  readonly totals: Totals | null
}

export interface CartEvents {
  /** A guest's cart has changed the user's. `undo` takes that back, and leaves what was edited since. */
  merged: { readonly added: number; readonly changed: readonly string[]; undo(): Promise<void> }
}

/**
 * One cart, the same in every tab. Every edit shows in this tab at once, and resolves when it is durable. Edits reject with
 * `RECORD_INVALID` (that makes no sense), `LIMIT_EXCEEDED`, `RECORD_READ_ONLY`, `SUPERSEDED` (another owner came),
 * `TIMEOUT`, `STOPPED`, or `BROWSER_ONLY`; what is rejected is not shown, or no longer.
 */
export interface Cart extends Readable<CartSnapshot> {
  readonly currency: string
  /** What is shown until it has been read, and on a server. */
  readonly initial: CartSnapshot
  /** Resolves once the cart has been read. */
  ready(options?: WaitOptions): Promise<CartSnapshot>
  /** Adds pieces, and resolves with the key of their line. */
  add(item: Item): Promise<string>
  /** Sets how many pieces a line has, from 0. */
  setQuantity(key: string, quantity: number, list?: List): Promise<void>
  /** Takes pieces away, by default all. */
  remove(key: string, options?: { readonly quantity?: number; readonly list?: List }): Promise<void>
  /** Moves all pieces of a line to the other list. */
  move(key: string, to: List): Promise<void>
  /** Sets an attribute that does not make it another line; `null` or an empty text takes it away. */
  setAttribute(key: string, name: string, value: string | null): Promise<void>
  addCoupon(code: string): Promise<void>
  removeCoupon(code: string): Promise<void>
  /** Removes every line from the cart, and the coupons; what is saved for later stays. */
  clear(): Promise<void>
  /** Takes back what was done last in this tab, a whole gesture, and resolves with whether there was anything. */
  undo(): Promise<boolean>
  /** Does again what was undone last. */
  redo(): Promise<boolean>
  /** Takes out again what the last guest's cart brought, within 30 days, in any tab; resolves with whether there was anything. */
  undoMerge(): Promise<boolean>
  /** Sends and fetches now; resolves once the server has everything, and rejects with what stands in the way, or `TIMEOUT`. */
  sync(options?: WaitOptions): Promise<void>
  /** Sends an edit once more that the server has refused; all of them unless `key` says which. */
  retry(key?: string): Promise<void>
  /** Takes back an edit that the server has refused; all of them unless `key` says which. */
  discard(key?: string): Promise<void>
  /** The visitor has seen the new price of a line, or all prices: its warning goes. */
  acceptPrice(key?: string): Promise<void>
  /**
   * Has `place` order what is in the cart, and takes that out once the order stands, with its coupons: once, however many
   * tabs order at once. `place` sends `key` along and resolves with the response: 2xx is an order; a 4xx but 401, 408, 409, 425, 429 a
   * refusal, after which the next try has another key; with all else, and where it rejects, the outcome is not known, and
   * the next try orders the same lines under the same key. Resolves with the response. Rejects like `sync`, with
   * `RECORD_INVALID` where there is nothing to order, and like `place`.
   */
  checkOut(place: (order: CheckOutOptions) => Promise<Response>): Promise<Response>
  /** Calls `listener` whenever `event` happens; returns a function that ends it. */
  on<E extends keyof CartEvents>(event: E, listener: (detail: CartEvents[E]) => void): () => void
}
