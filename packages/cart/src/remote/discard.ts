import type { CartDocument } from '../document/CartDocument.ts'
import { withEntries } from './entriesOf.ts'
import type { RemoteState } from './RemoteState.ts'
import { withUnsent } from './withUnsent.ts'

/** Takes back what was refused: the cart has what the server has there. */
export function discard(cart: CartDocument, only: string | undefined, newId: string): CartDocument {
  const unsent = { ...cart.remote?.unsent }
  const back = Object.entries(unsent).filter(([key, { refusal }]) => refusal && (only ?? key) === key)
  if (!back[0]) return cart
  for (const [key] of back) delete unsent[key]
  const taken = withEntries(cart, Object.fromEntries(back.map(([key, { before }]) => [key, before])))
  // Sums that go back need another name, or what was refused could be taken for newer.
  const next = withUnsent({ ...taken, id: newId }, unsent)
  return { ...next, remote: { ...(next.remote as RemoteState), acknowledged: 0 } }
}
