import type { Texts } from '../line/lineKey.ts'
import type { Money } from '../money/Money.ts'

/** How far an edit has come: stored in this browser, waiting for the network, at the server, refused by it. */
export type Sync = 'local' | 'queued' | 'synced' | 'failed'

/** What somebody who knows the prices says of a line. */
export interface Quote {
  /** The price of one piece. */
  readonly unit: Money
  /** When to ask again, in milliseconds since 1970. @default never */
  readonly validUntil?: number
}

/** A line; the same object until something in it changes. */
export interface CartLine {
  readonly key: string
  readonly productId: string
  /** The attributes that make it another line than the product without them. */
  readonly identity: Texts
  /** All others. */
  readonly attributes: Texts
  readonly quantity: number
  /** `null`: not known yet. */
  readonly quote: Quote | null
  readonly sync: Sync
}

export interface Totals {
  /** Reckoned here; what counts is what the server says. */
  readonly status: 'estimate'
  /** Of the lines that have a quote. */
  readonly subtotal: Money
  /** How many lines have none. */
  readonly unquoted: number
}

/** An immutable view of a cart at one moment; the same object until it changes. */
export interface CartSnapshot {
  /** `read-only`: a newer version of the app wrote the cart. */
  readonly status: 'loading' | 'ready' | 'read-only'
  /** In the order in which they were first added. */
  readonly lines: readonly CartLine[]
  /** The lines that are saved for later. */
  readonly saved: readonly CartLine[]
  readonly coupons: readonly string[]
  /** How many pieces are in the cart. */
  readonly count: number
  /** `null` where they cannot be told exactly. */
  readonly totals: Totals | null
  readonly sync: Sync
  readonly hasUndo: boolean
  readonly hasRedo: boolean
  /** Whether it outlives the page. */
  readonly isDurable: boolean
}
