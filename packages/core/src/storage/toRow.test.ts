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
    { generation: 2 ** 53 - 2, version: 1, data: 0 },
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

  const pair = (value: unknown, levels: number): unknown => (levels === 0 ? value : pair([value, value], levels - 1))

  test.each([
    ['pairs of one another', pair({}, 90)],
    ['pairs of one another, 22 deep', pair(0, 22)],
    ['a long text again and again', pair('x'.repeat(100_000), 10)],
    ['a long name again and again', pair({ ['x'.repeat(100_000)]: 0 }, 10)],
    ['a long list again and again', pair(Array(100_000).fill(0), 10)],
    ['a text of 10 million characters', 'x'.repeat(10_000_000)],
  ])('is no row where it is %s (invariants 8, 10)', (_, value) => {
    // Walked without a bound, the test would run out of time.
    expect(toRow(row(value))).toBeNull()
  })

  test('is a row where an app has put one object in two places, and where it is large', () => {
    for (const value of [pair({ city: 'Bern' }, 3), Array(100_000).fill('abcdefgh'), 'x'.repeat(5_000_000)])
      expect(toRow(row(value))).not.toBeNull()
  })
})
