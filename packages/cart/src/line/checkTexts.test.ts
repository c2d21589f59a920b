import { expect, test } from 'vitest'
import { toLimits } from '../Limits.ts'
import { checkTexts } from './checkTexts.ts'

const limits = toLimits()
const check = (values: unknown) => () => checkTexts(values as never, limits)

test('texts are in the one form that Unicode calls NFC, names too, and empty ones count for nothing', () => {
  expect(checkTexts({ 'e\u0301': 'e\u0301', note: '', none: undefined as never }, limits)).toEqual({ é: 'é' })
  expect(checkTexts(undefined, limits)).toEqual({})
})

test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', ''])(
  'the name %j is refused, and no object is another one afterwards',
  (name) => {
    expect(check(JSON.parse(`{ ${JSON.stringify(name)}: "x" }`))).toThrow(
      expect.objectContaining({ code: 'RECORD_INVALID' }),
    )
    expect(Object.keys(Object.prototype)).toEqual([])
  },
)

test.each([7, true, { a: 1 }, ['x']])('%j is no text', (value) => {
  expect(check({ size: value })).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }))
})

test('20 attributes of 1 kB are taken, more are not', () => {
  const many = (count: number, size: number): unknown =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index + 10}`, 'x'.repeat(size - 3)]))
  expect(check(many(20, 1_024))).not.toThrow()
  expect(check(many(21, 10))).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }))
  expect(check(many(1, 1_025))).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }))
  expect(check({ n: 'é'.repeat(512) })).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }))
})
