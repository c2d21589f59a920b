import { refuse } from '../refuse.ts'
import { type Money, toMoney } from './Money.ts'

/** Throws `CURRENCY_MISMATCH`, for another scale too, and `LIMIT_EXCEEDED` beyond the safe integers. */
export function addMoney(a: Money, b: Money): Money {
  const { minor, currency, scale } = toMoney(b)
  if (a.currency !== currency || a.scale !== scale)
    refuse('CURRENCY_MISMATCH', `${a.currency} with ${a.scale} digits and ${currency} with ${scale} do not add up.`)
  return exact(a, BigInt(a.minor) + BigInt(minor))
}

/** Throws `RECORD_INVALID` unless `quantity` is a safe integer, and `LIMIT_EXCEEDED` beyond those. */
export function multiplyMoney(unit: Money, quantity: number): Money {
  if (!Number.isSafeInteger(quantity)) refuse('RECORD_INVALID', 'An amount is multiplied by a whole number.')
  return exact(unit, BigInt(unit.minor) * BigInt(quantity))
}

function exact(money: Money, amount: bigint): Money {
  const minor = Number(amount)
  if (!Number.isSafeInteger(minor)) refuse('LIMIT_EXCEEDED', 'The amount is too large to be told exactly.')
  return { ...money, minor }
}
