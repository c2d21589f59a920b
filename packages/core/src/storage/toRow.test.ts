import { describe, expect, test } from 'vitest'
import { toRow } from './toRow.ts'

const nest = (depth: number): unknown => {
  let value: unknown = 0
  for (let level = 0; level < depth; level++) value = [value]
  return value
}
const row = (data: unknown): unknown => ({ generation: 5, version: 1, data })

describe('what lies in a storage', () => {
  test.each([null, 0, '', false, [], {}, { a: [1, { b: 'c' }] }, new Uint8Array(3), nest(90)])(
    'is a row with data %j',
    (data) => {
      expect(toRow(row(data))).toEqual(row(data))
    },
  )

  test.each([
    undefined,
    null,
    'row',
    7,
    [],
    {},
    { generation: 5, version: 1 },
    { generation: '5', version: 1, data: 0 },
    { generation: null, version: 1, data: 0 },
    { generation: 5.5, version: 1, data: 0 },
    { generation: Number.NaN, version: 1, data: 0 },
    { generation: 2 ** 53 - 1, version: 1, data: 0 },
    { generation: 5, version: null, data: 0 },
  ])('is no row where its envelope is %j (invariant 10)', (value) => {
    expect(toRow(value)).toBeNull()
  })

  test('is no row where it is 100 000 deep (invariant 10)', () => {
    expect(toRow(row(nest(100_000)))).toBeNull()
  })

  test('is no row where it holds an own __proto__, however deep (invariant 10)', () => {
    expect(toRow(row(JSON.parse('[{"a":{"__proto__":{"isAdmin":true}}}]')))).toBeNull()
  })

  test('is looked at once where many members are the same object (invariant 8)', () => {
    let value: unknown = {}
    for (let level = 0; level < 90; level++) value = [value, value]
    expect(toRow(row(value))).not.toBeNull()
  })
})
