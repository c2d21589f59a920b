import type { Money } from '../money/Money.ts'
import type { Quote } from './CartSnapshot.ts'

/** What stands between a line and an order; the quantity that is wanted stays as it is. */
export type Warning =
  /** It costs something else than the visitor has seen; `acceptPrice` says that they have. */
  | { readonly kind: 'price'; readonly from: Money; readonly to: Money }
  /** There are fewer. */
  | { readonly kind: 'stock'; readonly available: number }
  | { readonly kind: 'min' | 'max'; readonly limit: number }

export function warningsOf(quote: Quote | null, quantity: number): readonly Warning[] {
  const { unit, was, stock = quantity, min = 0, max = quantity } = quote ?? ({} as Partial<Quote>)
  return [
    ...(was && unit ? [{ kind: 'price', from: was, to: unit } as const] : []),
    ...(quantity > stock ? [{ kind: 'stock', available: stock } as const] : []),
    ...(quantity < min ? [{ kind: 'min', limit: min } as const] : []),
    ...(quantity > max ? [{ kind: 'max', limit: max } as const] : []),
  ]
}
