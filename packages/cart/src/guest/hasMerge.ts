import type { CartDocument } from '../document/CartDocument.ts'
import { findMerged } from './findMerged.ts'

/** How long a merge can be undone, in milliseconds. */
const MONTH = 30 * 86_400_000

/** Whether a guest's cart has changed this one, lately enough to be taken out again. */
export function hasMerge(cart: CartDocument, now: number): boolean {
  const { guest } = cart
  return !!guest && !guest.lines && now - guest.at < MONTH && !!findMerged(cart, guest.id).changed[0]
}
