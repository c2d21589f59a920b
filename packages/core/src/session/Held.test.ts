import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Held, isFresh, marginOf, timeLeft } from './Held.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const start = 1_700_000_000_000

/** A grant received at `start`, when the steady clock stood at 0. */
function receive(lifetime: number | null, leeway = MINUTE): Held {
  const length = lifetime ?? Number.POSITIVE_INFINITY
  return {
    grantId: 'g1',
    sessionId: 's1',
    grant: { user: { id: 'u1' }, lifetime, tokens: null },
    receivedAt: start,
    expiresAt: start + length,
    expiresSteadily: length,
    margin: marginOf(lifetime, leeway, false),
    isTaught: false,
    isLast: false,
    basis: null,
  }
}

test('the leeway is at most half of the lifetime, and none where nothing can come after', () => {
  expect(marginOf(60 * MINUTE, MINUTE, false)).toBe(MINUTE)
  expect(marginOf(MINUTE, MINUTE, false)).toBe(30_000)
  expect(marginOf(null, MINUTE, false)).toBe(MINUTE)
  expect(marginOf(60 * MINUTE, MINUTE, true)).toBe(0)
})

test('a grant is fresh until the leeway before its end', () => {
  const held = receive(10 * MINUTE)
  expect(isFresh(held, start, 0)).toBe(true)
  expect(isFresh(held, start + 9 * MINUTE - 1, 9 * MINUTE - 1)).toBe(true)
  expect(isFresh(held, start + 9 * MINUTE, 9 * MINUTE)).toBe(false)
})

test('a short grant is fresh when it comes, so that its receipt does not ask for the next one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 * DAY }), fc.nat({ max: DAY }), (lifetime, leeway) => {
      expect(isFresh(receive(lifetime, leeway), start, 0)).toBe(true)
    }),
  )
})

test('a grant that holds until the server says otherwise stays fresh', () => {
  expect(isFresh(receive(null), start + 400 * DAY, 400 * DAY)).toBe(true)
  expect(timeLeft(receive(null), start + DAY, DAY)).toBe(Number.POSITIVE_INFINITY)
})

test('a grant of 60 days is fresh for 60 days (invariant 12)', () => {
  const held = receive(60 * DAY)
  expect(isFresh(held, start + 59 * DAY, 59 * DAY)).toBe(true)
  expect(isFresh(held, start + 60 * DAY, 60 * DAY)).toBe(false)
})

test('after a sleep in which the steady clock stood still, the wall clock tells that the grant is over (invariant 12)', () => {
  expect(isFresh(receive(10 * MINUTE), start + 8 * 60 * MINUTE, 1_000)).toBe(false)
})

test('a wall clock set back does not make a dead grant fresh: the steady clock remembers (invariant 12)', () => {
  const held = receive(10 * MINUTE)
  expect(isFresh(held, start, 10 * MINUTE)).toBe(false)
  expect(timeLeft(held, start - DAY, 4 * MINUTE)).toBe(6 * MINUTE)
})

test('a clock that stands before the receipt says nothing, so the server is asked (invariant 12)', () => {
  const held = receive(10 * MINUTE)
  expect(isFresh(held, start - DAY, 1_000)).toBe(false)
  expect(isFresh(held, start - MINUTE, 1_000)).toBe(true)
})

test('whatever either clock says, a grant is never fresh after its lifetime on the steady one (invariant 12)', () => {
  const step = fc.integer({ min: -2 * DAY, max: 2 * DAY })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: DAY }), fc.nat({ max: DAY }), step, (lifetime, more, wall) => {
      expect(isFresh(receive(lifetime), start + wall, lifetime + more)).toBe(false)
    }),
  )
})
