import type { LineDocument } from '../document/CartDocument.ts'
import type { Register } from '../quantity/Register.ts'
import type { Quote } from '../view/CartSnapshot.ts'
import type { ServerTotals } from '../view/totalsOf.ts'
import type { Verdict } from '../view/Verdict.ts'

/** Why a server did not take an edit. */
export interface Refusal {
  /** The server's own word. */
  readonly code: string
  readonly message: string
}

/** An edit that the server may not have. */
export interface Unsent {
  readonly sequence: number
  /** The line or the coupon as the server has it; none: it has no such thing. */
  readonly before?: LineDocument | Register<boolean> | undefined
  /** The line as it was written to a back end that has not answered yet: if that has as many, it has arrived. */
  readonly tried?: LineDocument | undefined
  /** It waits for the visitor then. */
  readonly refusal?: Refusal | undefined
}

/** What is known of the server's copy of a cart. */
export interface RemoteState {
  /** How many edits this copy has seen; numbers them. */
  readonly sequence: number
  /** Of the last edit that the server has confirmed. */
  readonly acknowledged: number
  /** Of the server's copy, as far as it has been seen. */
  readonly version: number
  /** By the keys of lines, and `coupon:` with a code: what is in here survives reloads, and goes when it can. */
  readonly unsent: { readonly [key: string]: Unsent }
  readonly quotes: { readonly [key: string]: Quote }
  readonly verdicts: { readonly [code: string]: Verdict }
  readonly totals: ServerTotals | null
}

export const NO_REMOTE: RemoteState = {
  sequence: 0,
  acknowledged: 0,
  version: 0,
  unsent: {},
  quotes: {},
  verdicts: {},
  totals: null,
}

/** How a coupon is named among the lines. */
export const COUPON = 'coupon:'
