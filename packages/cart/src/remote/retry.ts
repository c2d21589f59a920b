import type { CartDocument } from '../document/CartDocument.ts'
import { withUnsent } from './withUnsent.ts'

/** Makes what was refused go once more; one key, or all. */
export function retry(cart: CartDocument, only?: string): CartDocument {
  const unsent = Object.entries(cart.remote?.unsent ?? {}).map(([key, entry]) => {
    const { refusal, ...rest } = entry
    return [key, refusal && (only ?? key) === key ? rest : entry] as const
  })
  return withUnsent(cart, Object.fromEntries(unsent))
}
