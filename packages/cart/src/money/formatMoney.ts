import { type Money, toMoney } from './Money.ts'

/** The amount as people of `locale` write it, with all digits of its scale. Throws `RECORD_INVALID`. */
export function formatMoney(money: Money, locale?: string | readonly string[]): string {
  const { currency, scale } = toMoney(money)
  const digits = { minimumFractionDigits: scale, maximumFractionDigits: scale }
  const format = new Intl.NumberFormat(locale as string | string[], { style: 'currency', currency, ...digits })
  // A text is formatted digit by digit; a number would have to be divided first.
  return format.format(toDecimal(money) as Intl.StringNumericLiteral)
}

/** The amount as digits with a point, such as `-12.50`, for the wire. */
export function toDecimal(money: Money): string {
  const { minor, scale } = toMoney(money)
  const digits = String(Math.abs(minor)).padStart(scale + 1, '0')
  const split = digits.length - scale
  return (minor < 0 ? '-' : '') + digits.slice(0, split) + (scale ? `.${digits.slice(split)}` : '')
}
