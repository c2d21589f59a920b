import type { CartDocument } from '../document/CartDocument.ts'
import { without } from './without.ts'

/** The cart as if the guest's had not come, and as it was edited since; a line that was set since stays as it is. */
export function takeBack(cart: CartDocument, guestId: string): CartDocument {
  const lines = Object.entries(cart.lines).map(([key, line]) => {
    return [key, { ...line, cart: without(line.cart, guestId), saved: without(line.saved, guestId) }] as const
  })
  const { guest, ...kept } = cart
  return { ...kept, ...(guest?.id !== guestId && guest && { guest }), lines: Object.fromEntries(lines) }
}
