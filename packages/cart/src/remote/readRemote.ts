import { keep, readCoupon, readLine } from '../document/readContent.ts'
import { isName } from '../line/isName.ts'
import type { Quote } from '../view/CartSnapshot.ts'
import { readAmount, readQuote } from '../view/readQuote.ts'
import { readTotals } from '../view/totalsOf.ts'
import { readVerdict } from '../view/Verdict.ts'
import { COUPON, type RemoteState, type Unsent } from './RemoteState.ts'
import { readRefusal } from './readAnswer.ts'

/** What makes sense of what a storage held of the server's copy. */
export function readRemote(value: unknown): RemoteState {
  const { sequence, acknowledged, version, unsent, quotes, verdicts, totals } = Object(value)
  return {
    sequence: toNumber(sequence),
    acknowledged: toNumber(acknowledged),
    version: toNumber(version),
    unsent: keep(unsent, isName, readUnsent),
    quotes: keep(quotes, isName, readKnown),
    verdicts: keep(verdicts, isName, (verdict) => readVerdict(verdict, Object(verdict).discount)),
    totals: totals ? readTotals(totals, Object(totals).total) : null,
  }
}

function readUnsent(value: unknown, key: string): Unsent {
  const { sequence, before, tried, refusal } = Object(value)
  return {
    sequence: toNumber(sequence),
    before: key.startsWith(COUPON) ? readCoupon(before) : readLine(before),
    tried: readLine(tried),
    ...(refusal && { refusal: readRefusal(refusal, 'refused') }),
  }
}

function readKnown(value: unknown): Quote | undefined {
  const { unit, was } = Object(value)
  const quote = readQuote(value, unit)
  try {
    return quote ? { ...quote, was: readAmount(was, unit) } : undefined
  } catch {
    return quote ?? undefined
  }
}

function toNumber(value: unknown): number {
  return Number.isSafeInteger(value) ? Math.max(0, value as number) : 0
}
