import { addMoney, multiplyMoney } from '../money/addMoney.ts'
import type { Money } from '../money/Money.ts'
import type { CartLine, Totals } from './CartSnapshot.ts'
import { readAmount } from './readQuote.ts'

/** What a server says a cart costs. */
export type ServerTotals = Pick<Totals, 'subtotal' | 'discount' | 'total'>

/**
 * What some lines cost, by their quotes. `zero` says the currency and the scale: a quote of others throws
 * `CURRENCY_MISMATCH`, and a sum beyond the safe integers `LIMIT_EXCEEDED`.
 *
 * @param discount taken off, down to nothing
 */
export function totalsOf(
  lines: readonly Pick<CartLine, 'quantity' | 'quote'>[],
  zero: Money,
  discount: Money = zero,
): Totals {
  let subtotal = zero
  let unquoted = 0
  for (const { quantity, quote } of lines) {
    if (quote) subtotal = addMoney(subtotal, multiplyMoney(quote.unit, quantity))
    else unquoted++
  }
  const less = discount.minor > subtotal.minor ? subtotal : discount
  return { status: 'estimate', subtotal, discount: less, total: addMoney(subtotal, multiplyMoney(less, -1)), unquoted }
}

/** Totals that are amounts of the right currency; else none. */
export function readTotals(value: unknown, zero: Money, onOdd: () => void = () => {}): ServerTotals | null {
  const { subtotal, discount = zero, total } = Object(value)
  try {
    return {
      subtotal: readAmount(subtotal, zero),
      discount: readAmount(discount, zero),
      total: readAmount(total, zero),
    }
  } catch {
    onOdd()
    return null
  }
}
