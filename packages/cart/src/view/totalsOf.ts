import { addMoney, multiplyMoney } from '../money/addMoney.ts'
import type { Money } from '../money/Money.ts'
import type { CartLine, Totals } from './CartSnapshot.ts'

/**
 * What some lines cost, by their quotes. `zero` says the currency and the scale: a quote of others throws
 * `CURRENCY_MISMATCH`, and a sum beyond the safe integers `LIMIT_EXCEEDED`.
 */
export function totalsOf(lines: readonly Pick<CartLine, 'quantity' | 'quote'>[], zero: Money): Totals {
  let subtotal = zero
  let unquoted = 0
  for (const { quantity, quote } of lines) {
    if (quote) subtotal = addMoney(subtotal, multiplyMoney(quote.unit, quantity))
    else unquoted++
  }
  return { status: 'estimate', subtotal, discount: { ...zero, minor: 0 }, total: subtotal, unquoted }
}
