import { mergeQuantities } from '../quantity/Quantity.ts'
import { later } from '../quantity/Register.ts'
import { sameAs } from '../sameAs.ts'
import type { CartContent, LineDocument } from './CartDocument.ts'
import { mergeEntries } from './mergeEntries.ts'

/** What two copies of one cart come to: commutative, associative and idempotent, but for what only the first one has. */
export function mergeCarts<T extends CartContent>(mine: T, theirs: CartContent): T {
  return {
    ...mine,
    lines: mergeEntries(mine.lines, theirs.lines, mergeLines),
    coupons: mergeEntries(mine.coupons, theirs.coupons, later),
  }
}

export function mergeLines(a: LineDocument, b: LineDocument): LineDocument {
  return sameAs(a, {
    ...a,
    at: Math.min(a.at, b.at),
    cart: mergeQuantities(a.cart, b.cart),
    saved: mergeQuantities(a.saved, b.saved),
    attributes: mergeEntries(a.attributes, b.attributes, later),
  })
}
