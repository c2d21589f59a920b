import { HoldfastError } from '@holdfast/core'
import type { List } from '../document/CartDocument.ts'
import { isName } from '../line/isName.ts'
import { lineKey, type Texts } from '../line/lineKey.ts'
import type { Money } from '../money/Money.ts'
import type { Quote } from '../view/CartSnapshot.ts'
import { readQuote } from '../view/readQuote.ts'
import { readTotals, type ServerTotals } from '../view/totalsOf.ts'
import { readVerdict, type Verdict } from '../view/Verdict.ts'

/** A line of both lists. */
export interface KnownLine extends Readonly<Record<List, number>> {
  readonly product: string
  readonly identity: Texts
  readonly attributes: Texts
  readonly quote: Quote | null
}

/** What a back end of plain quantities has, as far as it makes sense. */
export interface Known {
  readonly version: string | number | undefined
  readonly lines: { readonly [key: string]: KnownLine }
  /** `null`: it keeps none. */
  readonly coupons: { readonly [code: string]: Verdict } | null
  readonly totals: ServerTotals | null
}

/** Throws `ANSWER_INVALID` for what is no cart; a line that makes no sense is left out. */
export function readRemoteCart(value: unknown, zero: Money): Known {
  const { version, lines, coupons, totals } = Object(value)
  if (!Array.isArray(lines)) throw new HoldfastError('ANSWER_INVALID', "The cart's server answered what is no cart.")
  const known: { [key: string]: KnownLine } = {}
  for (const line of lines) {
    const { productId, quantity, list = 'cart', quote } = Object(line)
    if (typeof productId !== 'string' || !Number.isSafeInteger(quantity) || quantity < 0) continue
    if (list !== 'cart' && list !== 'saved') continue
    const identity = readTexts(line.identity)
    const key = lineKey(productId, identity)
    const before = known[key] ?? { product: productId, identity, cart: 0, saved: 0, attributes: {}, quote: null }
    known[key] = {
      ...before,
      [list]: before[list as List] + quantity,
      attributes: { ...before.attributes, ...readTexts(line.attributes) },
      quote: readQuote(quote, zero) ?? before.quote,
    }
  }
  return {
    version,
    lines: known,
    coupons: Array.isArray(coupons) ? Object.fromEntries(coupons.flatMap((coupon) => readCoupon(coupon, zero))) : null,
    totals: totals ? readTotals(totals, zero) : null,
  }
}

function readCoupon(value: unknown, zero: Money): [string, Verdict][] {
  const { code = value, verdict } = Object(value)
  return isName(code) ? [[code, readVerdict(verdict ?? { isValid: true }, zero)]] : []
}

function readTexts(value: unknown): Texts {
  const entries = Object.entries(Object(value)).filter(
    ([name, text]) => isName(name) && text && typeof text === 'string',
  )
  return Object.fromEntries(entries) as Texts
}
