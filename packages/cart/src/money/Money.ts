import { refuse } from '../refuse.ts'

/** An amount in minor units, never a fraction: `{ minor: 1250, currency: 'EUR', scale: 2 }` is € 12.50. */
export interface Money {
  /** A safe integer, of the currency's units divided by 10 to the power of `scale`. */
  readonly minor: number
  /** Three capital letters. */
  readonly currency: string
  /** How many digits of `minor` stand behind the point. */
  readonly scale: number
}

/** An amount that can be reckoned with; throws `RECORD_INVALID`. */
export function toMoney(value: unknown): Money {
  const { minor, currency, scale } = Object(value)
  if (!Number.isSafeInteger(minor) || !isCurrency(currency) || !isScale(scale))
    refuse('RECORD_INVALID', "An amount is { minor: 1250, currency: 'EUR', scale: 2 }, in whole minor units.")
  return { minor, currency, scale }
}

export function isCurrency(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value)
}

export function isScale(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 8
}
