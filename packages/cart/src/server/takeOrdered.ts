import type { LineDocument } from '../document/CartDocument.ts'
import { mergeCarts } from '../document/mergeCarts.ts'
import { rawOf } from '../quantity/Quantity.ts'
import type { CartState } from './CartState.ts'
import { dropDead } from './dropDead.ts'
import { settle } from './settle.ts'

/** What was ordered of a line. */
export interface OrderedLine {
  readonly key: string
  readonly quantity: number
}

/** The cart without what was ordered, or the keys of lines that have fewer pieces than that. */
export type Ordered = { readonly state: CartState } | { readonly missing: readonly string[] }

/**
 * Takes out of the cart what was ordered, in the transaction that stores the order. It is taken under the name of the
 * order's key, as every tab of the customer does once it hears of the order: so it counts once, whoever is first.
 *
 * @param id the order's key, 16 hex digits
 * @param lines each key once
 * @param coupons the codes that went with it: they are taken out too
 */
export function takeOrdered(
  state: CartState,
  id: string,
  lines: readonly OrderedLine[],
  now: number,
  coupons: readonly string[] = [],
): Ordered {
  const missing = lines.filter(({ key, quantity }) => !has(state.lines[key], id, quantity))
  if (missing[0]) return { missing: missing.map(({ key }) => key) }
  const taken = lines.map(({ key, quantity }) => {
    const line = state.lines[key] as LineDocument
    return [key, { ...line, cart: [{ [id]: [0, quantity] }] }] as const
  })
  // One that is set again after that is for the next order.
  const isNew = lines.some(({ key }) => !state.lines[key]?.cart[0][id])
  const used = Object.entries(isNew ? state.coupons : {}).flatMap(([code, [time, , isOn]]) =>
    isOn && coupons.includes(code) ? [[code, [time + 1, id, false] as const] as const] : [],
  )
  const left = { lines: Object.fromEntries(taken), coupons: Object.fromEntries(used) }
  return { state: settle(state, dropDead(mergeCarts(state, left), { bytes: Number.POSITIVE_INFINITY }, now)) }
}

function has(line: LineDocument | undefined, id: string, quantity: number): boolean {
  if (!line) return false
  // Whoever heard of the order first has taken it already.
  const [, taken] = line.cart[0][id] ?? [0, 0]
  return rawOf(line.cart) + taken >= quantity
}
