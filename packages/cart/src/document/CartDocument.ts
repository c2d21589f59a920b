import type { Texts } from '../line/lineKey.ts'
import type { Quantity } from '../quantity/Quantity.ts'
import type { Register } from '../quantity/Register.ts'
import { refuse } from '../refuse.ts'
import type { RemoteState } from '../remote/RemoteState.ts'

export type List = 'cart' | 'saved'

/** What is stored of one line; it stays when nothing is left of it, so that a copy that lags does not bring it back. */
export interface LineDocument {
  readonly product: string
  readonly identity: Texts
  /** When it was first added, in milliseconds since 1970: lines are in this order. */
  readonly at: number
  readonly cart: Quantity
  readonly saved: Quantity
  /** What does not make it another line; `null`: taken away. */
  readonly attributes: { readonly [name: string]: Register<string | null> }
}

/** An order under way; it stays until its outcome is known. */
export interface Checkout {
  /** The same in every tab and at every try, so that it is placed once. */
  readonly id: string
  /** When it began, in milliseconds since 1970. */
  readonly at: number
  /** How many of each line are ordered. */
  readonly lines: { readonly [key: string]: number }
  /** The coupons that go with it, and when each was set: one that is set again is for the next order. */
  readonly coupons: { readonly [code: string]: number }
}

/** A guest's cart that has come to an account's. */
export interface GuestCart {
  readonly id: string
  /** When it came, in milliseconds since 1970. */
  readonly at: number
  /** Its lines, until the server has said what the account has. */
  readonly lines?: CartContent['lines']
}

/** What is wanted: the part of a cart that a server has too. */
export interface CartContent {
  readonly lines: { readonly [key: string]: LineDocument }
  readonly coupons: { readonly [code: string]: Register<boolean> }
}

/** What is stored of a cart: what the visitor wants, and what a server has said of it. */
export interface CartDocument extends CartContent {
  /** Under which this copy adds and takes away; none until the first edit. */
  readonly id: string
  readonly remote?: RemoteState
  readonly checkout?: Checkout
  readonly guest?: GuestCart
}

export const EMPTY: CartDocument = { id: '', lines: {}, coupons: {} }

/** Throws `RECORD_INVALID`. */
export function checkList(list: List): List {
  if (list !== 'cart' && list !== 'saved') refuse('RECORD_INVALID', "A list is 'cart' or 'saved'.")
  return list
}
