import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMoney } from './addMoney.ts'
import { allocateMoney } from './allocateMoney.ts'

const numRuns = Math.min(20_000, Number(process.env['HOLDFAST_HISTORIES'] ?? 300))
const euros = (minor: number) => ({ minor, currency: 'EUR', scale: 2 })
const minors = (amount: number, weights: readonly number[]) =>
  allocateMoney(euros(amount), weights).map(({ minor }) => minor)

test('what cannot be divided goes to those that lost most by rounding, of equals to the first', () => {
  expect(minors(100, [1, 1, 1])).toEqual([34, 33, 33])
  expect(minors(100, [2, 2, 3])).toEqual([29, 28, 43])
  expect(minors(5, [1, 3, 0])).toEqual([1, 4, 0])
  expect(minors(-100, [1, 1, 1])).toEqual([-34, -33, -33])
  expect(minors(0, [1, 2])).toEqual([0, 0])
})

test('shares add up to the amount exactly, each within one minor unit of its part', () => {
  const anAmount = fc.oneof(fc.maxSafeInteger(), fc.integer())
  const weights = fc
    .array(fc.oneof(fc.nat(5), fc.maxSafeNat()), { minLength: 1, maxLength: 9 })
    .filter((all) => all.some(Boolean))
  fc.assert(
    fc.property(anAmount, weights, (minor, shares) => {
      const parts = allocateMoney(euros(minor), shares)
      expect(parts.reduce(addMoney)).toEqual(euros(minor))
      const total = shares.reduce((sum, weight) => sum + BigInt(weight), 0n)
      parts.forEach((part, index) => {
        expect(Number.isSafeInteger(part.minor)).toBe(true)
        const off = BigInt(part.minor) * total - BigInt(minor) * BigInt(shares[index]!)
        expect(off < total && -off < total).toBe(true)
      })
    }),
    { numRuns },
  )
})

test.each([[[]], [[0, 0]], [[-1, 2]], [[0.5]], [[Number.NaN]]])('%j are no weights', (weights) => {
  expect(() => minors(1, weights)).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }))
})
