import { expect, test } from 'vitest'
import type { Row } from '../storage/RecordStorage.ts'
import { type Head, toDraft } from './Head.ts'
import { type Judging, judge } from './judge.ts'
import { signedIn } from './signedIn.ts'

const limits = { idleTimeout: 1_000, maxAge: 5_000, warnBefore: 0 }
const grant = { grantId: 'g1', userHash: 'u1', receivedAt: 100, lifetime: null, secret: null, isTaught: false }
const annIn = signedIn('s1', grant, [])
const rowOf = (head: Head): Row => ({ ...toDraft(head), generation: 1 })
const judged = (row: Row | null, given: Partial<Judging> = {}): Head | undefined =>
  judge(row, { limits, now: 200, sessionId: 'next', isUnasked: true, isGuest: false, ...given })

test('no row where the server may know of a session is a question, which names nobody', () => {
  expect(judged(null)).toMatchObject({ sessionId: 'next', grantId: 'next', userHash: null, reason: null })
})

test('no row of a page that was rendered for nobody is an answer', () => {
  expect(judged(null, { isGuest: true })).toMatchObject({ grantId: null, reason: 'none' })
})

test('no row is nothing to write where nobody else would know', () => {
  expect(judged(null, { isUnasked: false })).toBeUndefined()
})

test('a row within its limits stays as it is', () => {
  expect(judged(rowOf(annIn))).toBeUndefined()
})

test.each([
  ['idle', 100, 1_100],
  ['max-age', 4_900, 5_100],
] as const)(
  'a row past a limit is ended as %s, and the server is to hear of it (invariant 12)',
  (reason, activeAt, now) => {
    const ended = judged(rowOf({ ...annIn, activeAt }), { now })
    expect(ended).toMatchObject({ sessionId: 'next', grantId: null, reason, owed: [{ isEverywhere: null }] })
  },
)

test('a clock set back brings to now what lies ahead of it (invariant 12)', () => {
  expect(judged(rowOf(annIn), { now: 50 })).toMatchObject({ sessionId: 's1', activeAt: 50, startedAt: 50 })
})
