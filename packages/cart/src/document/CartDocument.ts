import type { Texts } from '../line/lineKey.ts'
import type { Quantity } from '../quantity/Quantity.ts'
import type { Register } from '../quantity/Register.ts'
import { refuse } from '../refuse.ts'

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

/** What is stored of a cart: what the visitor wants, and no price. */
export interface CartDocument {
  /** Under which this copy adds and takes away; none until the first edit. */
  readonly id: string
  readonly lines: { readonly [key: string]: LineDocument }
  readonly coupons: { readonly [code: string]: Register<boolean> }
}

export const EMPTY: CartDocument = { id: '', lines: {}, coupons: {} }

/** Throws `RECORD_INVALID`. */
export function checkList(list: List): List {
  if (list !== 'cart' && list !== 'saved') refuse('RECORD_INVALID', "A list is 'cart' or 'saved'.")
  return list
}
