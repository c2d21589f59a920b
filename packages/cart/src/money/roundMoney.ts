import { refuse } from '../refuse.ts'
import { isScale, type Money, toMoney } from './Money.ts'

/** What becomes of a remainder: towards 0, away from it, or to the nearer, of two equally near the one away from 0 or the even one. */
export type Rounding = 'down' | 'up' | 'half-up' | 'half-even'

/** The amount with another number of digits behind the point. Throws `RECORD_INVALID`, `LIMIT_EXCEEDED`. */
export function roundMoney(money: Money, scale: number, rounding: Rounding): Money {
  const { minor } = toMoney(money)
  if (!isScale(scale)) refuse('RECORD_INVALID', 'A scale is a whole number from 0 to 8.')
  const amount = BigInt(Math.abs(minor))
  const factor = 10n ** BigInt(Math.abs(scale - money.scale))
  const isFiner = scale >= money.scale
  const whole = isFiner ? amount * factor : amount / factor
  const rest = isFiner ? 0n : (amount % factor) * 2n
  const isUp = {
    down: false,
    up: rest > 0n,
    'half-up': rest >= factor,
    'half-even': rest > factor || (rest === factor && whole % 2n === 1n),
  }[rounding]
  if (typeof isUp !== 'boolean') refuse('RECORD_INVALID', "A rounding is 'down', 'up', 'half-up' or 'half-even'.")
  const rounded = Number(isUp ? whole + 1n : whole)
  if (!Number.isSafeInteger(rounded)) refuse('LIMIT_EXCEEDED', 'The amount is too large to be told exactly.')
  return { ...money, minor: rounded * Math.sign(minor) || 0, scale }
}
