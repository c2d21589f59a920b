import { expect, test } from 'vitest'
import { formatMoney, toDecimal } from './formatMoney.ts'
import { scaleOf } from './scaleOf.ts'

const amount = (minor: number, currency: string, scale = scaleOf(currency)) => ({ minor, currency, scale })
const format = (...parts: Parameters<typeof amount>) => formatMoney(amount(...parts), 'en').replace(/\s/g, ' ')

test('the scale is what ISO 4217 says, whatever Intl shows', () => {
  expect(['EUR', 'JPY', 'KWD', 'HUF', 'ISK', 'UGX', 'CLF'].map(scaleOf)).toEqual([2, 0, 3, 2, 0, 0, 4])
})

test('an amount is formatted with its own digits, neither ten times nor a hundred times too large', () => {
  expect(format(1234, 'KWD')).toBe('KWD 1.234')
  expect(format(123_400, 'HUF')).toBe('HUF 1,234.00')
  expect(format(1234, 'JPY')).toBe('¥1,234')
  expect(format(-1250, 'EUR')).toBe('-€12.50')
  expect(format(35, 'EUR', 4)).toBe('€0.0035')
})

test('every digit of the largest amount is there', () => {
  expect(format(Number.MAX_SAFE_INTEGER, 'EUR')).toBe('€90,071,992,547,409.91')
  expect(toDecimal(amount(-Number.MAX_SAFE_INTEGER, 'KWD'))).toBe('-9007199254740.991')
  expect([5, -5, 0].map((minor) => toDecimal(amount(minor, 'EUR')))).toEqual(['0.05', '-0.05', '0.00'])
  expect(toDecimal(amount(7, 'JPY'))).toBe('7')
})
