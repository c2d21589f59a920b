import { expect, test } from 'vitest'
import { addMoney, multiplyMoney } from './addMoney.ts'
import { toMoney } from './Money.ts'

const euros = (minor: number) => ({ minor, currency: 'EUR', scale: 2 })
const refused = (code: string) => expect.objectContaining({ code })

test('amounts of one currency and scale add up; others never do', () => {
  expect(addMoney(euros(10), euros(-3))).toEqual(euros(7))
  const dollars = { ...euros(1), currency: 'USD' }
  expect(() => addMoney(euros(1), dollars)).toThrow(refused('CURRENCY_MISMATCH'))
  expect(() => addMoney(euros(1), { ...euros(1), scale: 3 })).toThrow(refused('CURRENCY_MISMATCH'))
})

test('what is too large to be told exactly is refused instead of being a little wrong', () => {
  expect(() => addMoney(euros(Number.MAX_SAFE_INTEGER), euros(1))).toThrow(refused('LIMIT_EXCEEDED'))
  expect(() => multiplyMoney(euros(2 ** 40), 2 ** 20)).toThrow(refused('LIMIT_EXCEEDED'))
  expect(multiplyMoney(euros(2 ** 40), 2 ** 12).minor).toBe(2 ** 52)
})

test.each([
  { minor: 0.5 },
  { minor: Number.NaN },
  { minor: 2 ** 53 },
  { minor: '1' },
  { currency: 'eur' },
  { currency: '' },
  { scale: -1 },
  { scale: 9 },
  { scale: 0.5 },
  { scale: undefined },
])('%j makes no amount', (change) => {
  expect(() => toMoney({ ...euros(1), ...change })).toThrow(refused('RECORD_INVALID'))
  expect(() => addMoney(euros(1), { ...euros(1), ...change } as never)).toThrow(refused('RECORD_INVALID'))
})

test.each([undefined, null, 7, 'EUR 1'])('%j is no amount', (value) => {
  expect(() => toMoney(value)).toThrow(refused('RECORD_INVALID'))
})

test('nothing is multiplied by what is no whole number', () => {
  for (const factor of [0.5, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => multiplyMoney(euros(1), factor)).toThrow(refused('RECORD_INVALID'))
})
