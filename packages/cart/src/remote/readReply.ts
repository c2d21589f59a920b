import { HoldfastError } from '@holdfast/core'
import type { CartContent } from '../document/CartDocument.ts'
import { isWhole, keep, LATEST, readContent } from '../document/readContent.ts'
import { isName } from '../line/isName.ts'
import { lineKey } from '../line/lineKey.ts'
import type { Money } from '../money/Money.ts'
import { refuse } from '../refuse.ts'
import type { Quote } from '../view/CartSnapshot.ts'
import { readQuote } from '../view/readQuote.ts'
import { readTotals, type ServerTotals } from '../view/totalsOf.ts'
import { readVerdict, type Verdict } from '../view/Verdict.ts'
import type { Refusal } from './RemoteState.ts'
import { readRefusal } from './readAnswer.ts'

/** How far ahead of the server's clock a stamp may be, in milliseconds. */
export const AHEAD = 300_000
const SAFE = Number.MAX_SAFE_INTEGER

/** A server's whole answer, as far as it makes sense. */
export interface Reply {
  readonly version: number
  readonly acknowledged: number
  readonly time: number
  readonly cart: CartContent
  readonly refused: { readonly [key: string]: Refusal }
  readonly quotes: { readonly [key: string]: Quote }
  readonly verdicts: { readonly [code: string]: Verdict }
  readonly totals: ServerTotals | null
  /** Whether parts of it made no sense, and were left out. */
  readonly isOdd: boolean
}

/** Throws `ANSWER_INVALID`, or `CURRENCY_MISMATCH` for a cart of another currency. */
export function readReply(value: unknown, zero: Money, now: number): Reply {
  const { version, acknowledged, currency, time = now, cart, refused, quotes, verdicts, totals } = Object(value)
  let isOdd = false
  const onOdd = (): void => {
    isOdd = true
  }
  const read = readContent({ lines: {}, coupons: {}, ...cart }, time + AHEAD)
  // A time near the end of all times would make this device stamp its edits beyond it.
  if (!read || ![version, acknowledged].every((number) => isWhole(number, SAFE)) || !isWhole(time, LATEST / 2))
    throw new HoldfastError('ANSWER_INVALID', "The cart's server answered what is no cart.")
  if (currency !== zero.currency)
    refuse('CURRENCY_MISMATCH', `The cart's server answered in another currency than ${zero.currency}.`)
  // What is called something else than it is could be some other line's.
  const lines = keep(
    read.lines,
    () => true,
    (line, key) => (lineKey(line.product, line.identity) === key ? line : undefined),
  )
  if (Object.keys(lines).length !== Object.keys(Object(Object(cart).lines)).length) onOdd()
  return {
    version,
    acknowledged,
    time,
    cart: { lines, coupons: read.coupons },
    refused: keep(refused, isName, (refusal) => readRefusal(refusal, 'refused')),
    quotes: keep(quotes, isName, (quote) => readQuote(quote, zero, onOdd) ?? undefined),
    verdicts: keep(verdicts, isName, (verdict) => readVerdict(verdict, zero)),
    totals: totals ? readTotals(totals, zero, onOdd) : null,
    isOdd,
  }
}
