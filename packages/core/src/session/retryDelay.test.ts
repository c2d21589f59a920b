import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HoldfastError } from '../HoldfastError.ts'
import { RETRY_LIMIT } from './claimed.ts'
import { retryDelay, toTrouble } from './retryDelay.ts'

/** A platform whose dice always show `share` of the range. */
const dice = (share: number): { crypto: Crypto } => ({
  crypto: {
    getRandomValues: (view: Uint32Array) => view.fill(Math.min(2 ** 32 - 1, share * 2 ** 32)),
  } as unknown as Crypto,
})
const limited = (retryAfter: number): HoldfastError =>
  new HoldfastError('RATE_LIMITED', 'Slow down.', { detail: { status: 429, retryAfter } })

describe('retryDelay', () => {
  test('doubles its range with every failure, up to 30 s (invariant 4)', () => {
    const most = [0, 1, 2, 3, 6, 60, 10_000].map((failures) => Math.round(retryDelay(dice(1), failures, null)))
    expect(most).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000, 30_000])
  })

  test('is spread over the whole range, so that clients do not come in step (invariant 4)', () => {
    expect([0, 0.25, 0.5].map((share) => retryDelay(dice(share), 1, null))).toEqual([0, 250, 500])
  })

  test('is never shorter than what the server asked for (invariant 4)', () => {
    expect(retryDelay(dice(0), 0, limited(7_000))).toBe(7_000)
    expect(retryDelay(dice(1), 3, limited(10))).toBeCloseTo(4_000, 0)
  })

  test('is bounded, whatever the server asks for (invariant 8)', () => {
    expect(retryDelay(dice(0), 0, limited(86_400_000))).toBe(RETRY_LIMIT)
  })

  test('whatever was thrown, it is a number of milliseconds within the bounds (invariants 4, 8)', () => {
    fc.assert(
      fc.property(fc.nat(), fc.anything(), (failures, error) => {
        const delay = retryDelay(globalThis, failures, error)
        expect(delay).toBeGreaterThanOrEqual(0)
        expect(delay).toBeLessThanOrEqual(RETRY_LIMIT)
      }),
    )
  })
})

describe('toTrouble', () => {
  test('keeps an error that has a code', () => {
    const error = limited(1)
    expect(toTrouble(error)).toBe(error)
  })

  test('a network that does not carry the request is OFFLINE', () => {
    const cause = new TypeError('Failed to fetch')
    expect(toTrouble(cause)).toMatchObject({ code: 'OFFLINE', cause })
  })

  test.each([[new Error('boom')], ['text'], [null], [undefined]])('%s of a source is SERVER_UNAVAILABLE', (thrown) => {
    expect(toTrouble(thrown)).toMatchObject({ code: 'SERVER_UNAVAILABLE' })
  })

  test('what a source throws is never in the message (invariant 9)', () => {
    expect(toTrouble(new Error('canary')).message).not.toContain('canary')
    expect(toTrouble(new TypeError('canary')).message).not.toContain('canary')
  })
})
