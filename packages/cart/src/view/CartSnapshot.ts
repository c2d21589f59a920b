import type { HoldfastError } from '@holdfast/core'
import type { Texts } from '../line/lineKey.ts'
import type { Money } from '../money/Money.ts'
import type { Verdict } from './Verdict.ts'
import type { Warning } from './warningsOf.ts'

/** How far an edit has come: stored in this browser, waiting for the network, at the server, refused by it. */
export type Sync = 'local' | 'queued' | 'synced' | 'failed'

/** What somebody who knows the prices says of a line. */
export interface Quote {
  /** The price of one piece. */
  readonly unit: Money
  /** When to ask again, in milliseconds since 1970. @default never */
  readonly validUntil?: number
  /** How many there are. @default enough */
  readonly stock?: number
  /** How few, and how many, may be ordered. @default any number */
  readonly min?: number
  readonly max?: number
  /** What it cost when the visitor saw it last, where that was another price; the cart says so itself. */
  readonly was?: Money
}

/** A line; the same object until something in it changes. */
export interface CartLine {
  readonly key: string
  readonly productId: string
  /** The attributes that make it another line than the product without them. */
  readonly identity: Texts
  /** All others. */
  readonly attributes: Texts
  /** What is wanted, whatever the warnings say. */
  readonly quantity: number
  /** `null`: not known yet. */
  readonly quote: Quote | null
  readonly warnings: readonly Warning[]
  readonly sync: Sync
}

export interface CartCoupon {
  readonly code: string
  /** `null`: nobody has judged it yet. */
  readonly verdict: Verdict | null
}

export interface Totals {
  /** `estimate`: reckoned here; `confirmed`: the server's. */
  readonly status: 'estimate' | 'confirmed'
  /** Of the lines that have a quote. */
  readonly subtotal: Money
  readonly discount: Money
  readonly total: Money
  /** How many lines have none. */
  readonly unquoted: number
}

/** An edit that the server has refused; it is shown until `retry` or `discard`, or until the line is edited again. */
export interface Failure {
  /** Of the line; `coupon:` and the code, for a coupon. */
  readonly key: string
  /** The product, or the coupon's code. */
  readonly productId: string
  /** The server's own word. */
  readonly code: string
  readonly message: string
}

/** An immutable view of a cart at one moment; the same object until it changes. */
export interface CartSnapshot {
  /** `read-only`: a newer version of the app wrote the cart. */
  readonly status: 'loading' | 'ready' | 'read-only'
  /** In the order in which they were first added. */
  readonly lines: readonly CartLine[]
  /** The lines that are saved for later. */
  readonly saved: readonly CartLine[]
  readonly coupons: readonly CartCoupon[]
  /** How many pieces are in the cart. */
  readonly count: number
  /** `null` where they cannot be told exactly. */
  readonly totals: Totals | null
  /** Of what has come least far. */
  readonly sync: Sync
  /** What this tab does about it; `waiting`: for the network, or for another try. */
  readonly activity: 'idle' | 'syncing' | 'waiting'
  /** Why it waits, or what was odd about the server's last answer. */
  readonly error: HoldfastError | null
  readonly failures: readonly Failure[]
  readonly hasUndo: boolean
  readonly hasRedo: boolean
  /** Whether a guest's cart came to this one within 30 days, and `undoMerge` would change anything. */
  readonly hasMerge: boolean
  /** Whether it outlives the page. */
  readonly isDurable: boolean
}
