import type { CartDocument } from '../document/CartDocument.ts'
import type { Limits } from '../Limits.ts'
import { mergeGuest } from './mergeGuest.ts'
import type { Decide } from './Policy.ts'

/**
 * The cart with the guest's in it by what the account has, which this browser may have learnt only now: the policy
 * decides once more. Not after it was sent to the server, whose copy only grows.
 */
export function settleGuest(cart: CartDocument, decide: Decide, limits: Limits): CartDocument {
  const { guest, ...account } = cart
  if (!guest?.lines) return cart
  const { id, at, lines: given } = guest
  const lines = Object.entries(account.lines).map(([key, line]) => {
    if (!Object.hasOwn(given, key)) return [key, line] as const
    const [[cartSums, ...cartBase], [savedSums, ...savedBase]] = [line.cart, line.saved]
    const own = {
      cart: [omit(cartSums, id), ...cartBase],
      saved: [omit(savedSums, id), ...savedBase],
    } as const
    return [key, { ...line, ...own }] as const
  })
  const own = { ...account, lines: Object.fromEntries(lines) }
  return { ...mergeGuest({ id, lines: given, coupons: {} }, own, decide, limits, account.id), guest: { id, at } }
}

function omit<T>(entries: { readonly [name: string]: T }, name: string): { readonly [name: string]: T } {
  const { [name]: _, ...rest } = entries
  return rest
}
