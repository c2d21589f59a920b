import type { CartDocument, LineDocument, List } from '../document/CartDocument.ts'
import { mergeEntries } from '../document/mergeEntries.ts'
import type { Limits } from '../Limits.ts'
import { checkCount } from '../line/checkCount.ts'
import { countOf, NONE, type Quantity, rawOf } from '../quantity/Quantity.ts'
import { later } from '../quantity/Register.ts'
import { type Decide, toPolicy } from './Policy.ts'

/**
 * The account's cart with the guest's lines in it. What comes of the guest is a sum under the guest cart's id, so that
 * merging it again changes nothing, and taking it back leaves whatever was done since. Throws `RECORD_INVALID` where a
 * policy makes no quantity.
 */
export function mergeGuest(
  guest: CartDocument,
  account: CartDocument,
  decide: Decide,
  { quantity }: Limits,
  id: string,
): CartDocument {
  const lines = { ...account.lines }
  for (const [key, line] of Object.entries(guest.lines)) {
    const wanted = countOf(line.cart)
    const kept = countOf(line.saved)
    if (!wanted && !kept) continue
    const known: LineDocument = lines[key] ?? { ...line, cart: NONE, saved: NONE, attributes: {} }
    const merge = (list: List, count: number, how: Decide): Quantity => {
      const quantityNow = known[list]
      const [sums, ...base] = quantityNow
      const own = countOf(quantityNow)
      if (!count || Object.hasOwn(sums, guest.id)) return quantityNow
      // A line of the account may have more than the limit by now; the guest's adds nothing to it then.
      const most = Math.max(quantity, own)
      const by = Math.min(most, checkCount(how(count, own, key), 0)) - rawOf(quantityNow)
      return [{ ...sums, [guest.id]: [Math.max(0, by), Math.max(0, -by)] }, ...base]
    }
    lines[key] = {
      ...known,
      cart: merge('cart', wanted, decide),
      saved: merge('saved', kept, toPolicy('max')),
      attributes: mergeEntries(known.attributes, line.attributes, later),
    }
  }
  return { ...account, id: account.id || id, lines, coupons: mergeEntries(account.coupons, guest.coupons, later) }
}
