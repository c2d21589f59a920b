import { mergeQuantities } from '../quantity/Quantity.ts'
import { later } from '../quantity/Register.ts'
import type { CartDocument, LineDocument } from './CartDocument.ts'
import { mergeEntries } from './mergeEntries.ts'

/** What two copies of one cart come to: commutative, associative and idempotent, but for the id, which is the first one's. */
export function mergeCarts(mine: CartDocument, theirs: CartDocument): CartDocument {
  return {
    id: mine.id,
    lines: mergeEntries(mine.lines, theirs.lines, mergeLines),
    coupons: mergeEntries(mine.coupons, theirs.coupons, later),
  }
}

function mergeLines(a: LineDocument, b: LineDocument): LineDocument {
  return {
    ...a,
    at: Math.min(a.at, b.at),
    cart: mergeQuantities(a.cart, b.cart),
    saved: mergeQuantities(a.saved, b.saved),
    attributes: mergeEntries(a.attributes, b.attributes, later),
  }
}
