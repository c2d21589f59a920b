import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Rounding, roundMoney } from './roundMoney.ts'

const round = (minor: number, scale: number, to: number, rounding: Rounding): number =>
  roundMoney({ minor, currency: 'EUR', scale }, to, rounding).minor

test.each<[Rounding, readonly number[]]>([
  ['down', [12, 12, 12, 13, -12, -12]],
  ['up', [13, 13, 13, 14, -13, -13]],
  ['half-up', [12, 13, 13, 14, -12, -13]],
  ['half-even', [12, 12, 13, 14, -12, -12]],
])('a remainder is rounded %s', (rounding, expected) => {
  expect([1249, 1250, 1251, 1350, -1249, -1250].map((minor) => round(minor, 4, 2, rounding))).toEqual(expected)
})

test('more digits change no amount, and none that is too large to be told exactly is made', () => {
  expect(round(12, 0, 3, 'up')).toBe(12_000)
  expect(round(12, 2, 2, 'half-up')).toBe(12)
  expect(() => round(Number.MAX_SAFE_INTEGER, 0, 1, 'down')).toThrow(
    expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
  )
  const unknown = () => round(1, 0, 1, 'toString' as Rounding)
  expect(unknown).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }))
})

test('rounding is off by less than one unit, by half a unit at most where it goes to the nearer', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 8 }), (minor, scale) => {
      for (const rounding of ['down', 'up', 'half-up', 'half-even'] as const) {
        const off = BigInt(round(minor, scale, 0, rounding)) * 10n ** BigInt(scale) - BigInt(minor)
        const unit = 10n ** BigInt(scale)
        const size = off < 0n ? -off : off
        expect(rounding.startsWith('half') ? size * 2n <= unit : size < unit).toBe(true)
      }
    }),
  )
})
