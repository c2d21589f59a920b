import type { CartDocument, LineDocument } from '../document/CartDocument.ts'
import type { Limits } from '../Limits.ts'
import type { Quantity } from '../quantity/Quantity.ts'
import { mergeGuest } from './mergeGuest.ts'
import type { Decide } from './Policy.ts'

/**
 * The cart with the guest's in it by what the account has, which this browser may have learnt only now: the policy
 * decides once more. Not after it was sent to the server, whose copy only grows. What was edited since stays on top.
 */
export function settleGuest(cart: CartDocument, decide: Decide, limits: Limits): CartDocument {
  const { guest, ...account } = cart
  if (!guest?.lines) return cart
  const { id, at, lines: given } = guest
  const known = Object.keys(given).flatMap((key) => {
    const entry = account.remote?.unsent[key]
    const line = entry ? (entry.before as LineDocument | undefined) : account.lines[key]
    return line ? [[key, line] as const] : []
  })
  const before = { ...account, lines: Object.fromEntries(known) }
  const settled = mergeGuest({ id, lines: given, coupons: {} }, before, decide, limits, account.id).lines
  const put = ([sums, ...base]: Quantity, from: Quantity | undefined): Quantity => {
    const pair = from?.[0][id]
    // Whoever has set it since has seen what came.
    return [pair && !base[0]?.[3][id] ? { ...sums, [id]: pair } : sums, ...base]
  }
  const lines = Object.entries(account.lines).map(([key, line]) => {
    const { cart: wanted, saved } = settled[key] ?? line
    return [key, { ...line, cart: put(line.cart, wanted), saved: put(line.saved, saved) }] as const
  })
  return { ...account, lines: Object.fromEntries(lines), guest: { id, at } }
}
