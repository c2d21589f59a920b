import { expect, test } from 'vitest'
import { totalsOf } from './totalsOf.ts'

const zero = { minor: 0, currency: 'KWD', scale: 3 }
const line = (quantity: number, minor: number, currency = 'KWD') => ({
  quantity,
  quote: { unit: { ...zero, minor, currency } },
})

test('a total is the sum of the lines that have a quote, and says how many have none', () => {
  const lines = [line(3, 1_234), { quantity: 9, quote: null }, line(2, 5)]
  const subtotal = { ...zero, minor: 3_712 }
  const estimate = { status: 'estimate', discount: zero }
  expect(totalsOf(lines, zero)).toEqual({ ...estimate, subtotal, total: subtotal, unquoted: 1 })
  expect(totalsOf([], zero)).toEqual({ ...estimate, subtotal: zero, total: zero, unquoted: 0 })
  const discount = { ...zero, minor: 9_999 }
  expect(totalsOf(lines, zero, discount)).toMatchObject({ discount: subtotal, total: zero })
})

test('currencies are not mixed, and nothing is told that is not exact', () => {
  const refused = (code: string) => expect.objectContaining({ code })
  expect(() => totalsOf([line(1, 1), line(1, 1, 'EUR')], zero)).toThrow(refused('CURRENCY_MISMATCH'))
  expect(() => totalsOf([line(9_999, 2 ** 50)], zero)).toThrow(refused('LIMIT_EXCEEDED'))
})
