import type { CartDocument } from '../document/CartDocument.ts'
import { withEntries } from './entriesOf.ts'
import { NO_REMOTE, type Refusal, type RemoteState, type Unsent } from './RemoteState.ts'

/** The keys of what is to be sent, the oldest first; what was refused waits for the visitor. */
export function dueOf({ remote }: CartDocument): string[] {
  return Object.entries(remote?.unsent ?? {})
    .filter(([, { refusal }]) => !refusal)
    .sort(([, a], [, b]) => a.sequence - b.sequence)
    .map(([key]) => key)
}

/** Puts an edit aside that the server refused, unless it has been edited since `sent`. */
export function park(cart: CartDocument, key: string, refusal: Refusal, sent: CartDocument): CartDocument {
  const entry = cart.remote?.unsent[key]
  if (!entry || entry.sequence !== sent.remote?.unsent[key]?.sequence) return cart
  return withUnsent(cart, { ...cart.remote?.unsent, [key]: { ...entry, refusal } })
}

/** Makes what was refused go once more; one key, or all. */
export function retry(cart: CartDocument, only?: string): CartDocument {
  const unsent = Object.entries(cart.remote?.unsent ?? {}).map(([key, entry]) => {
    const { refusal, ...rest } = entry
    return [key, refusal && isMeant(key, only) ? rest : entry] as const
  })
  return withUnsent(cart, Object.fromEntries(unsent))
}

/** Takes back what was refused: the cart has what the server has there. */
export function discard(cart: CartDocument, only: string | undefined, newId: string): CartDocument {
  const unsent = { ...cart.remote?.unsent }
  const back = Object.entries(unsent).filter(([key, { refusal }]) => refusal && isMeant(key, only))
  if (!back[0]) return cart
  for (const [key] of back) delete unsent[key]
  const taken = withEntries(cart, Object.fromEntries(back.map(([key, { before }]) => [key, before])))
  // Sums that go back need another name, or what was refused could be taken for newer.
  const next = withUnsent({ ...taken, id: newId }, unsent)
  return { ...next, remote: { ...(next.remote as RemoteState), acknowledged: 0 } }
}

function isMeant(key: string, only: string | undefined): boolean {
  return only === undefined || key === only
}

function withUnsent(cart: CartDocument, unsent: { readonly [key: string]: Unsent }): CartDocument {
  return { ...cart, remote: { ...(cart.remote ?? NO_REMOTE), unsent } }
}
