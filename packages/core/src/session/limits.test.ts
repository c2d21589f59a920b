import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Head } from './Head.ts'
import { expiryOf, type Limits, NO_EXPIRY, pulledBack, reachedLimit } from './limits.ts'
import { signedIn } from './signedIn.ts'
import { newHead } from './signedOut.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000
const start = 1_700_000_000_000
const none: Limits = {
  idleTimeout: Number.POSITIVE_INFINITY,
  maxAge: Number.POSITIVE_INFINITY,
  warnBefore: MINUTE,
}
const both: Limits = { idleTimeout: 30 * MINUTE, maxAge: 12 * HOUR, warnBefore: MINUTE }
const grant = { grantId: 'g1', userHash: 'h1', receivedAt: start, lifetime: HOUR, secret: null, isTaught: false }
const head: Head = signedIn('s1', grant, [])
const activeAt = (at: number): Head => ({ ...head, activeAt: at })

describe('expiryOf', () => {
  test.each([undefined, null, newHead('s2', start)])('is the same empty value where nobody is signed in', (nobody) => {
    expect(expiryOf(nobody, both, start)).toBe(NO_EXPIRY)
  })

  test('is the same empty value without limits', () => {
    expect(expiryOf(head, none, start + 400 * DAY)).toBe(NO_EXPIRY)
  })

  test('counts the idle limit from the last activity', () => {
    const expiry = expiryOf(activeAt(start + 10 * MINUTE), both, start + 12 * MINUTE)
    expect(expiry).toEqual({ endsAt: start + 40 * MINUTE, cause: 'idle', isExpiring: false })
  })

  test('counts the maximum age from the sign-in, whatever the activity', () => {
    const expiry = expiryOf(activeAt(start + 11.9 * HOUR), both, start + 11.9 * HOUR)
    expect(expiry).toEqual({ endsAt: start + 12 * HOUR, cause: 'max-age', isExpiring: false })
  })

  test('warns from warnBefore on', () => {
    const { isExpiring: before } = expiryOf(head, both, start + 29 * MINUTE - 1)
    const { isExpiring: then } = expiryOf(head, both, start + 29 * MINUTE)
    expect([before, then]).toEqual([false, true])
  })

  test('never leaves more than the limits, wherever the clock stands (invariant 12)', () => {
    const moment = fc.integer({ min: -400 * DAY, max: 400 * DAY })
    fc.assert(
      fc.property(moment, moment, moment, (startedAt, activity, now) => {
        const odd = { ...head, startedAt: start + startedAt, activeAt: start + activity }
        const left = (expiryOf(odd, both, start + now).endsAt as number) - (start + now)
        expect(left).toBeLessThanOrEqual(both.idleTimeout)
        const onlyAge = { ...both, idleTimeout: Number.POSITIVE_INFINITY }
        const age = (expiryOf(odd, onlyAge, start + now).endsAt as number) - (start + now)
        expect(age).toBeLessThanOrEqual(both.maxAge)
      }),
    )
  })

  test('a clock set back never makes the end later (invariant 12)', () => {
    const moment = fc.integer({ min: 0, max: 12 * HOUR })
    fc.assert(
      fc.property(moment, moment, fc.nat({ max: 2 * DAY }), (activity, now, back) => {
        const known = activeAt(start + activity)
        const before = expiryOf(known, both, start + now).endsAt as number
        expect(expiryOf(known, both, start + now - back).endsAt).toBeLessThanOrEqual(before)
      }),
    )
  })
})

describe('reachedLimit', () => {
  test('names the limit at its moment, not before', () => {
    expect(reachedLimit(head, both, start + 30 * MINUTE - 1)).toBeNull()
    expect(reachedLimit(head, both, start + 30 * MINUTE)).toBe('idle')
    expect(reachedLimit(activeAt(start + 12 * HOUR), both, start + 12 * HOUR)).toBe('max-age')
  })

  test('counts a forward step of the clock as time passed (invariant 12)', () => {
    expect(reachedLimit(head, both, start + DAY)).toBe('idle')
  })

  test('a backward step ends nothing (invariant 12)', () => {
    expect(reachedLimit(head, both, start - DAY)).toBeNull()
  })

  test('is never reached without limits, or with nobody signed in', () => {
    expect(reachedLimit(head, none, start + 400 * DAY)).toBeNull()
    expect(reachedLimit(newHead('s2', start), both, start + 400 * DAY)).toBeNull()
  })
})

describe('pulledBack', () => {
  test('brings what lies ahead of a clock set back to now, once (invariant 12)', () => {
    const back = pulledBack(activeAt(start + MINUTE), both, start - DAY)
    expect(back).toEqual({ ...head, startedAt: start - DAY, activeAt: start - DAY })
    expect(pulledBack(back as Head, both, start - DAY)).toBeNull()
  })

  test('leaves everything else as it is', () => {
    expect(pulledBack(head, both, start)).toBeNull()
    expect(pulledBack(head, none, start - DAY)).toBeNull()
    expect(pulledBack(newHead('s2', start), both, start - DAY)).toBeNull()
  })
})
