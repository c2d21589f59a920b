import type { HoldfastError } from '@holdfast/core'
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
  /** How many there are. */
  readonly stock?: number
  readonly min?: number
  readonly max?: number
}

/** What is to be said of a line; it never changes what is wanted. */
export type Warning =
  | { readonly kind: 'price'; readonly from: Money; readonly to: Money }
  | { readonly kind: 'stock'; readonly available: number }
  | { readonly kind: 'min' | 'max'; readonly limit: number }

/** What the server refused. */
export interface Failure {
  /** Of the line, or `coupon:CODE`. */
  readonly key: string
  readonly productId: string
  readonly code: string
  readonly message: string
}

export interface Coupon {
  readonly code: string
  /** `null`: nobody has said yet. */
  readonly verdict: { readonly isValid: boolean; readonly message?: string; readonly discount?: Money } | null
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
  readonly warnings: readonly Warning[]
}

export interface Totals {
  /** An estimate is reckoned here; what counts is what the server says. */
  readonly status: 'estimate' | 'confirmed'
  /** Of the lines that have a quote. */
  readonly subtotal: Money
  readonly discount: Money
  readonly total: Money
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
  readonly coupons: readonly Coupon[]
  /** How many pieces are in the cart. */
  readonly count: number
  /** `null` where they cannot be told exactly. */
  readonly totals: Totals | null
  readonly sync: Sync
  /** `waiting`: for the network, or to try again. */
  readonly activity: 'idle' | 'syncing' | 'waiting'
  readonly error: HoldfastError | null
  readonly failures: readonly Failure[]
  readonly hasUndo: boolean
  readonly hasRedo: boolean
  /** Whether it outlives the page. */
  readonly isDurable: boolean
}
