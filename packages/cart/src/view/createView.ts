import type { SharedRecord } from '@holdfast/core'
import type { History } from '../createHistory.ts'
import type { CartDocument } from '../document/CartDocument.ts'
import type { Money } from '../money/Money.ts'
import type { CartSnapshot, Totals } from './CartSnapshot.ts'
import { type AskQuotes, createQuotes } from './createQuotes.ts'
import { linesOf, sameAs } from './linesOf.ts'
import { totalsOf } from './totalsOf.ts'

export interface View {
  getSnapshot(): CartSnapshot
  /** Looks at the record and the history again, and tells whether anything else is to be seen. */
  look(): boolean
}

const NOTHING: CartSnapshot = {
  status: 'loading',
  lines: [],
  saved: [],
  coupons: [],
  count: 0,
  totals: null,
  sync: 'local',
  activity: 'idle',
  error: null,
  failures: [],
  hasUndo: false,
  hasRedo: false,
  isDurable: true,
}

/** What is shown of a record: whatever has not changed stays the same object. */
export function createView(
  record: SharedRecord<CartDocument>,
  history: History,
  zero: Money,
  ask: AskQuotes | undefined,
  now: () => number,
  onQuotes: () => void,
): View {
  let snapshot = NOTHING
  let owner = ''
  let quotes = createQuotes(ask, zero, now, onQuotes)

  return {
    getSnapshot: () => snapshot,
    look() {
      const { status, value, isDurable } = record.getSnapshot()
      // One customer's prices need not be another's.
      if (value.id !== owner) quotes = createQuotes(ask, zero, now, onQuotes)
      owner = value.id
      const lines = linesOf(value, 'cart', (key) => quotes.get(key), snapshot.lines)
      const codes = Object.keys(value.coupons)
        .filter((code) => value.coupons[code]?.[2])
        .map((code) => ({ code, verdict: null }))
      const next: CartSnapshot = {
        status,
        lines,
        saved: linesOf(value, 'saved', (key) => quotes.get(key), snapshot.saved),
        coupons: sameAs(snapshot.coupons, codes),
        count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
        totals: sameAs(snapshot.totals, toTotals(lines)),
        sync: 'local',
        activity: 'idle',
        error: null,
        failures: NOTHING.failures,
        hasUndo: history.has('undo', owner),
        hasRedo: history.has('redo', owner),
        isDurable,
      }
      const isSame = Object.entries(next).every(([name, part]) => part === snapshot[name as keyof CartSnapshot])
      if (!isSame) snapshot = next
      if (status !== 'loading') quotes.look([...lines, ...snapshot.saved])
      return !isSame
    },
  }

  function toTotals(lines: CartSnapshot['lines']): Totals | null {
    try {
      return totalsOf(lines, zero)
    } catch {
      return null
    }
  }
}
