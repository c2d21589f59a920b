import type { CartDocument, LineDocument } from '../document/CartDocument.ts'
import { isLive } from '../document/isLive.ts'
import { mergeCarts, mergeLines } from '../document/mergeCarts.ts'
import type { Quantity } from '../quantity/Quantity.ts'
import { later, type Register } from '../quantity/Register.ts'
import { sameAs } from '../sameAs.ts'
import { requote } from '../view/readQuote.ts'
import { type Entries, entriesOf, withEntries } from './entriesOf.ts'
import { markUnsent } from './markUnsent.ts'
import { NO_REMOTE, type Unsent } from './RemoteState.ts'
import { AHEAD, type Reply } from './readReply.ts'

/** What was sent. */
export interface Sent {
  readonly keys: readonly string[]
  /** Edits with a higher one were made since. */
  readonly sequence: number
  /** Whether the server has forgotten what it had confirmed. */
  readonly isForgotten: boolean
  /** The cart's id, if it has none yet. */
  readonly newId: string
}

/** The cart with a server's answer in it; whatever came late or twice changes nothing. */
export function takeReply(
  cart: CartDocument,
  reply: Reply,
  { keys, sequence: last, isForgotten, newId }: Sent,
): CartDocument {
  const state = cart.remote ?? NO_REMOTE
  const own = entriesOf(cart)
  const theirs = entriesOf(reply.cart)
  const stamped: { [key: string]: Entries[string] } = {}
  const unsent: { [key: string]: Unsent } = {}
  let { sequence } = state
  for (const [key, entry] of Object.entries(state.unsent)) {
    const isSent = keys.includes(key) && entry.sequence <= last
    const refusal = Object.hasOwn(reply.refused, key) ? reply.refused[key] : undefined
    if (isSent && !refusal) continue
    const before = mergeEntry(entry.before, theirs[key])
    const entryNow = own[key]
    const again = entryNow && isSent && refusal?.code === 'clock' ? restamp(entryNow, reply.time) : entryNow
    // What bears no such time would be refused for ever.
    const isClock = again && again !== entryNow
    if (isClock) stamped[key] = again
    unsent[key] = isClock ? { sequence: ++sequence, before } : { ...entry, before, ...(isSent && { refusal }) }
  }
  const isNews = isForgotten || reply.version >= state.version
  const merged = mergeCarts(withEntries(cart, stamped), reply.cart)
  const next: CartDocument = {
    ...merged,
    id: cart.id || newId,
    remote: {
      ...state,
      sequence,
      acknowledged: isForgotten ? reply.acknowledged : Math.max(state.acknowledged, reply.acknowledged),
      unsent,
      ...(isNews && {
        version: reply.version,
        quotes: Object.fromEntries(
          Object.entries(reply.quotes).flatMap(([key, quote]) =>
            isLive(merged.lines[key]) ? [[key, requote(state.quotes[key], quote)]] : [],
          ),
        ),
        verdicts: Object.fromEntries(
          Object.entries(reply.verdicts).filter(([code]) => Object.hasOwn(merged.coupons, code)),
        ),
        totals: reply.totals,
      }),
    },
  }
  return sameAs(cart, isForgotten ? markUnsent(next, next, true) : next)
}

function mergeEntry(a: Unsent['before'], b: Unsent['before']): Unsent['before'] {
  if (!a || !b) return a ?? b
  return Array.isArray(a)
    ? later(a as Register<boolean>, b as Register<boolean>)
    : mergeLines(a as LineDocument, b as LineDocument)
}

/** What was set by a clock that is ahead, as set now. */
function restamp<T extends Entries[string]>(entry: T, time: number): T {
  const stamp = <R extends readonly unknown[]>(register: R): R =>
    ((register[0] as number) > time + AHEAD ? [time, ...register.slice(1)] : register) as unknown as R
  if (Array.isArray(entry)) return stamp(entry) as T
  const line = entry as LineDocument
  const quantity = ([sums, base]: Quantity): Quantity => (base ? [sums, stamp(base)] : [sums])
  return sameAs(line, {
    ...line,
    cart: quantity(line.cart),
    saved: quantity(line.saved),
    attributes: Object.fromEntries(Object.entries(line.attributes).map(([name, item]) => [name, stamp(item)])),
  }) as T
}
