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
  if (!guest) return cart
  const lines = Object.entries(account.lines).map(([key, line]) => {
    if (!Object.hasOwn(guest.lines, key)) return [key, line] as const
    const [[cartSums, ...cartBase], [savedSums, ...savedBase]] = [line.cart, line.saved]
    const own = {
      cart: [omit(cartSums, guest.id), ...cartBase],
      saved: [omit(savedSums, guest.id), ...savedBase],
    } as const
    return [key, { ...line, ...own }] as const
  })
  return mergeGuest(
    { ...guest, coupons: {} },
    { ...account, lines: Object.fromEntries(lines) },
    decide,
    limits,
    account.id,
  )
}

function omit<T>(entries: { readonly [name: string]: T }, name: string): { readonly [name: string]: T } {
  const { [name]: _, ...rest } = entries
  return rest
}
