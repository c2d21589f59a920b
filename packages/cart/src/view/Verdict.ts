import type { Money } from '../money/Money.ts'
import { readAmount } from './readQuote.ts'

/** What the server says of a coupon. */
export interface Verdict {
  readonly isValid: boolean
  readonly message?: string
  /** What it takes off. */
  readonly discount?: Money
}

/** A verdict as far as it makes sense. */
export function readVerdict(value: unknown, zero: Money): Verdict {
  const { isValid, message, discount } = Object(value)
  const verdict: Verdict = {
    isValid: isValid === true,
    ...(typeof message === 'string' && { message: message.slice(0, 300) }),
  }
  try {
    return { ...verdict, discount: readAmount(discount, zero) }
  } catch {
    return verdict
  }
}
