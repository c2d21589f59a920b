import { addMoney } from '../money/addMoney.ts'
import { type Money, toMoney } from '../money/Money.ts'
import type { Quote } from './CartSnapshot.ts'

const NUMBERS = ['validUntil', 'stock', 'min', 'max'] as const

/** An amount in the currency of `zero`, not below nothing; throws `RECORD_INVALID` or `CURRENCY_MISMATCH`. */
export function readAmount(value: unknown, zero: Money): Money {
  const amount = toMoney(value)
  addMoney(zero, amount)
  return amount.minor < 0 ? toMoney(null) : amount
}

/** What makes sense of a quote; `onOdd` is called for what does not. */
export function readQuote(value: unknown, zero: Money, onOdd: () => void = () => {}): Quote | null {
  const given = Object(value)
  try {
    const quote: { -readonly [name in keyof Quote]: Quote[name] } = { unit: readAmount(given.unit, zero) }
    for (const name of NUMBERS) {
      if (Number.isFinite(given[name]) && given[name] >= 0) quote[name] = given[name]
      else if (given[name] !== undefined && given[name] !== null) onOdd()
    }
    return quote
  } catch {
    onOdd()
    return null
  }
}

/** A new quote, which remembers another price that the visitor has seen. */
export function requote(known: Quote | undefined, quote: Quote): Quote {
  const was = known?.was ?? known?.unit
  return was && was.minor !== quote.unit.minor ? { ...quote, was } : quote
}
