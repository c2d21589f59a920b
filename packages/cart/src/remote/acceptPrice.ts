import type { CartDocument } from '../document/CartDocument.ts'

/** The visitor has seen the price of a line, or all prices. */
export function acceptPrice(cart: CartDocument, only: string | undefined): CartDocument {
  const known = Object.entries(cart.remote?.quotes ?? {})
  if (!cart.remote || !known.some(([key, { was }]) => was && (only ?? key) === key)) return cart
  const quotes = known.map(([key, { was, ...quote }]) => [
    key,
    was && (only ?? key) !== key ? { ...quote, was } : quote,
  ])
  return { ...cart, remote: { ...cart.remote, quotes: Object.fromEntries(quotes) } }
}
