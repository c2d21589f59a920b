import type { CartDocument } from '../document/CartDocument.ts'
import type { Refusal } from './RemoteState.ts'
import { withUnsent } from './withUnsent.ts'

/** Puts an edit aside that the server refused, unless it has been edited since `sent`. */
export function park(cart: CartDocument, key: string, refusal: Refusal, sent: CartDocument): CartDocument {
  const entry = cart.remote?.unsent[key]
  if (!entry || entry.sequence !== sent.remote?.unsent[key]?.sequence) return cart
  return withUnsent(cart, { ...cart.remote?.unsent, [key]: { ...entry, refusal } })
}
