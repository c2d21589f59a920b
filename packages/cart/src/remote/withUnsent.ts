import type { CartDocument } from '../document/CartDocument.ts'
import { NO_REMOTE, type Unsent } from './RemoteState.ts'

/** The cart with other edits to be sent. */
export function withUnsent(cart: CartDocument, unsent: { readonly [key: string]: Unsent }): CartDocument {
  return { ...cart, remote: { ...(cart.remote ?? NO_REMOTE), unsent } }
}
