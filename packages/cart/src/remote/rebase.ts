import type { CartDocument, LineDocument, List } from '../document/CartDocument.ts'
import { setQuantity } from '../quantity/changeQuantity.ts'
import { countOf, NONE, type Quantity } from '../quantity/Quantity.ts'
import { timeAfter } from '../quantity/Register.ts'
import { sameAs } from '../sameAs.ts'
import type { Actor } from '../step/Step.ts'
import { requote } from '../view/readQuote.ts'
import type { RemoteCart, RemoteLine } from './RemoteCart.ts'
import { COUPON, NO_REMOTE, type Unsent } from './RemoteState.ts'
import type { Known, KnownLine } from './readRemoteCart.ts'

const LISTS: readonly List[] = ['cart', 'saved']

/**
 * The cart as the server has it, with what was edited here and not yet sent on top.
 *
 * @param isUntaken whether the server has said that it did not take what was written last
 */
export function rebase(cart: CartDocument, known: Known, actor: Actor, isUntaken = false): CartDocument {
  const state = cart.remote ?? NO_REMOTE
  const lines: { [key: string]: LineDocument } = {}
  const unsent: { [key: string]: Unsent } = { ...state.unsent }
  for (const key of new Set([...Object.keys(cart.lines), ...Object.keys(known.lines)])) {
    const line = cart.lines[key]
    const entry = unsent[key]
    const theirs = known.lines[key]
    const tried = isUntaken ? undefined : entry?.tried
    const isTaken = tried && LISTS.every((list) => countOf(tried[list]) === (theirs?.[list] ?? 0))
    const before = isTaken ? tried : ((entry ? entry.before : line) as LineDocument | undefined)
    const confirmed = confirm(before, theirs, actor)
    if (entry) unsent[key] = { ...entry, before: confirmed, tried: undefined }
    const next = entry && line ? onTop(line, before, confirmed) : confirmed
    if (next) lines[key] = next
  }
  return sameAs(cart, {
    ...cart,
    id: cart.id || actor.id,
    lines,
    coupons: rebaseCoupons(cart, known, actor),
    remote: {
      ...state,
      unsent,
      quotes: Object.fromEntries(
        Object.entries(known.lines).flatMap(([key, { quote }]) =>
          quote ? [[key, requote(state.quotes[key], quote)]] : [],
        ),
      ),
      verdicts: known.coupons ?? {},
      totals: known.totals,
    },
  })
}

/** A line with what the server says of it. */
function confirm(
  line: LineDocument | undefined,
  theirs: KnownLine | undefined,
  { id, now }: Actor,
): LineDocument | undefined {
  const from = line ?? theirs
  if (!from) return undefined
  const { product, identity } = from
  const old = line ?? { product, identity, at: now, cart: NONE, saved: NONE, attributes: {} }
  const texts: { [name: string]: LineDocument['attributes'][string] } = { ...old.attributes }
  for (const name of theirs ? new Set([...Object.keys(texts), ...Object.keys(theirs.attributes)]) : []) {
    const text = theirs?.attributes[name] ?? null
    if ((texts[name]?.[2] ?? null) !== text) texts[name] = [timeAfter(texts[name], now), id, text]
  }
  const count = (list: List): Quantity => toCount(old[list], theirs?.[list] ?? 0, id, now)
  return { ...old, cart: count('cart'), saved: count('saved'), attributes: texts }
}

/** A line with what was added here since `before`, or set here, on top of what the server has. */
function onTop(
  line: LineDocument,
  before: LineDocument | undefined,
  confirmed: LineDocument | undefined,
): LineDocument {
  const count = (list: List): Quantity => {
    const [own, old, [, ...theirs]] = [line, before, confirmed].map((copy) => copy?.[list] ?? NONE) as [
      Quantity,
      Quantity,
      Quantity,
    ]
    const isSet = JSON.stringify(own[1]) !== JSON.stringify(old[1])
    // Their number has seen the sums of `before`: what they have grown by since is on top of it.
    return isSet ? own : [own[0], ...theirs]
  }
  const edited = Object.entries(line.attributes).filter(
    ([name, text]) => JSON.stringify(text) !== JSON.stringify(before?.attributes[name]),
  )
  const attributes = { ...confirmed?.attributes, ...Object.fromEntries(edited) }
  return { ...line, cart: count('cart'), saved: count('saved'), attributes }
}

function toCount(quantity: Quantity, count: number, id: string, now: number): Quantity {
  return countOf(quantity) === count ? quantity : setQuantity(quantity, count, id, now)
}

function rebaseCoupons({ coupons, remote }: CartDocument, known: Known, { id, now }: Actor): CartDocument['coupons'] {
  if (!known.coupons) return coupons
  const all = new Set([...Object.keys(coupons), ...Object.keys(known.coupons)])
  const entries = [...all].map((code) => {
    const own = coupons[code]
    const isOn = Object.hasOwn(known.coupons ?? {}, code)
    const isSame = (own?.[2] ?? false) === isOn || remote?.unsent[COUPON + code]
    return [code, isSame && own ? own : ([timeAfter(own, now), id, isOn] as const)] as const
  })
  return Object.fromEntries(entries)
}

/** What to write: the lines of `keys` as they are here, all others as the server has them. */
export function toRemoteCart(
  { lines, coupons, remote }: CartDocument,
  keys: readonly string[],
  version: RemoteCart['version'],
): RemoteCart {
  const sent = Object.entries(lines).flatMap(([key, line]): RemoteLine[] => {
    const entry = remote?.unsent[key]
    const copy = entry && !keys.includes(key) ? (entry.before as LineDocument | undefined) : line
    return LISTS.flatMap((list) => (copy && countOf(copy[list]) ? [toLine(copy, list)] : []))
  })
  const on = Object.keys(coupons).filter((code) => coupons[code]?.[2])
  return { ...(version !== undefined && { version }), lines: sent, coupons: on }
}

function toLine({ product, identity, attributes, ...line }: LineDocument, list: List): RemoteLine {
  const texts = Object.entries(attributes).flatMap(([name, [, , text]]) => (text === null ? [] : [[name, text]]))
  return { productId: product, identity, attributes: Object.fromEntries(texts), list, quantity: countOf(line[list]) }
}
