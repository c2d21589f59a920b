import type { SharedRecord } from '@holdfast/core'
import type { History } from '../createHistory.ts'
import type { CartDocument } from '../document/CartDocument.ts'
import { hasMerge } from '../guest/hasMerge.ts'
import type { Money } from '../money/Money.ts'
import type { RemoteSync } from '../remote/createRemoteSync.ts'
import { COUPON, NO_REMOTE, type RemoteState } from '../remote/RemoteState.ts'
import { sameAs } from '../sameAs.ts'
import type { CartSnapshot, Failure, Sync, Totals } from './CartSnapshot.ts'
import { type AskQuotes, createQuotes } from './createQuotes.ts'
import { type LineFacts, linesOf } from './linesOf.ts'
import { totalsOf } from './totalsOf.ts'

export interface View {
  getSnapshot(): CartSnapshot
  /** Looks at everything again, and tells whether anything else is to be seen. */
  look(): boolean
  /** The visitor has seen the price of a line, or all prices, as far as they do not come from the server. */
  acceptPrice(key?: string): void
}

export interface ViewParts {
  readonly record: SharedRecord<CartDocument>
  readonly history: History
  readonly zero: Money
  readonly ask: AskQuotes | undefined
  readonly remote: Pick<RemoteSync, 'getState' | 'isOn'> | null
  now(): number
  onQuotes(): void
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
  hasMerge: false,
  isDurable: true,
}

/** What is shown of a record: whatever has not changed stays the same object. */
export function createView({ record, history, zero, ask, remote, now, onQuotes }: ViewParts): View {
  let snapshot = NOTHING
  let owner = ''
  const origins: LineFacts['origins'] = new WeakMap()
  let quotes = createQuotes(ask, zero, now, onQuotes)

  return {
    getSnapshot: () => snapshot,
    acceptPrice: (key) => quotes.accept(key),
    look() {
      const { status, value, isDurable } = record.getSnapshot()
      // One customer's prices need not be another's.
      if (value.id !== owner) quotes = createQuotes(ask, zero, now, onQuotes)
      owner = value.id
      const isOn = status !== 'loading' && (remote?.isOn() ?? false)
      const known = (isOn && value.remote) || NO_REMOTE
      const facts = {
        quoteOf: (key: string) => own(known.quotes, key) ?? quotes.get(key),
        syncOf: (key: string) => (isOn ? syncOf(known, key) : 'local'),
        origins,
      }
      const lines = linesOf(value, 'cart', facts, snapshot.lines)
      const coupons = Object.keys(value.coupons).filter((code) => value.coupons[code]?.[2])
      const { activity, error } = remote?.getState() ?? NOTHING
      const next: CartSnapshot = {
        status,
        lines,
        saved: linesOf(value, 'saved', facts, snapshot.saved),
        coupons: sameAs(
          snapshot.coupons,
          coupons.map((code) => ({ code, verdict: own(known.verdicts, code) ?? null })),
        ),
        count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
        totals: sameAs(snapshot.totals, toTotals(lines, known)),
        sync: isOn ? overall(known) : 'local',
        activity,
        error,
        failures: sameAs(snapshot.failures, failuresOf(value, known)),
        hasUndo: history.has('undo', owner),
        hasRedo: history.has('redo', owner),
        hasMerge: hasMerge(value, now()),
        isDurable,
      }
      const isSame = Object.entries(next).every(([name, part]) => part === snapshot[name as keyof CartSnapshot])
      if (!isSame) snapshot = next
      if (status !== 'loading') quotes.look([...lines, ...snapshot.saved].filter(({ key }) => !own(known.quotes, key)))
      return !isSame
    },
  }

  function toTotals(lines: CartSnapshot['lines'], { totals, unsent }: RemoteState): Totals | null {
    if (totals && !Object.keys(unsent)[0]) return { status: 'confirmed', ...totals, unquoted: 0 }
    try {
      return totalsOf(lines, zero, totals?.discount)
    } catch {
      return null
    }
  }
}

function own<T>(entries: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(entries, key) ? entries[key] : undefined
}

function syncOf({ unsent }: RemoteState, key: string): Sync {
  const entry = own(unsent, key)
  return entry ? (entry.refusal ? 'failed' : 'queued') : 'synced'
}

function overall(known: RemoteState): Sync {
  const all = Object.keys(known.unsent).map((key) => syncOf(known, key))
  return (['failed', 'queued'] as const).find((sync) => all.includes(sync)) ?? 'synced'
}

function failuresOf({ lines }: CartDocument, { unsent }: RemoteState): readonly Failure[] {
  return Object.entries(unsent).flatMap(([key, { refusal }]) =>
    refusal ? [{ key, productId: lines[key]?.product ?? key.slice(COUPON.length), ...refusal }] : [],
  )
}
