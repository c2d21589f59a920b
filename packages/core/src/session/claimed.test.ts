import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOLD_LIMIT } from '../platform/underLock.ts'
import { blockedUntil, claimed, REQUEST_LIMIT, RETRY_LIMIT, retryLater } from './claimed.ts'
import { type Claim, type Head, readHead, toDraft } from './Head.ts'
import { labelOf, refreshed, signedIn } from './signedIn.ts'
import { newHead, owedFor, rejectedOut, signedOut } from './signedOut.ts'

const now = 1_700_000_000_000
const grant = { grantId: 'g1', userHash: 'h1', receivedAt: now, lifetime: 60_000, secret: 'sealed 1', isTaught: false }
const next = {
  grantId: 'g2',
  userHash: 'h1',
  receivedAt: now + 50_000,
  lifetime: 60_000,
  secret: 'sealed 2',
  isTaught: true,
}
const owed = [{ label: 's0/g0', secret: 'sealed 0', isEverywhere: false }]
const head: Head = signedIn('s1', grant, owed)
const ask = { id: 'mine', now, isLocked: false, isOnline: false }
const theirs: Claim = { id: 'theirs', until: now + 5_000, isLocked: false, retry: null }
const withClaim = (claim: Claim | null): Head => ({ ...head, claim })

describe('blockedUntil', () => {
  test('nothing stands in the way of a row without a claim, or with one that has run out', () => {
    expect(blockedUntil(head, ask)).toBe(0)
    expect(blockedUntil(withClaim({ ...theirs, until: now }), ask)).toBe(0)
  })

  test("another tab's claim holds until it runs out (invariant 1)", () => {
    expect(blockedUntil(withClaim(theirs), ask)).toBe(now + 5_000)
    expect(blockedUntil(withClaim({ ...theirs, isLocked: true }), ask)).toBe(now + 5_000)
    expect(blockedUntil(withClaim(theirs), { ...ask, isLocked: true })).toBe(now + 5_000)
  })

  test('who holds the lock need not wait for a claim made under it: its maker is gone (invariant 8)', () => {
    expect(blockedUntil(withClaim({ ...theirs, isLocked: true }), { ...ask, isLocked: true })).toBe(0)
  })

  test('a claim further ahead than any legal one counts as run out (invariant 8)', () => {
    expect(blockedUntil(withClaim({ ...theirs, until: now + HOLD_LIMIT }), ask)).toBe(now + HOLD_LIMIT)
    expect(blockedUntil(withClaim({ ...theirs, until: now + HOLD_LIMIT + 1 }), ask)).toBe(0)
  })

  test('a retry is waited for by every tab, under the lock too (invariant 4)', () => {
    const retry = withClaim({ ...theirs, until: now + RETRY_LIMIT, retry: 'later' })
    expect(blockedUntil(retry, ask)).toBe(now + RETRY_LIMIT)
    expect(blockedUntil(retry, { ...ask, isLocked: true })).toBe(now + RETRY_LIMIT)
    expect(blockedUntil(withClaim({ ...theirs, until: now + RETRY_LIMIT + 1, retry: 'later' }), ask)).toBe(0)
  })

  test('a retry that waits for the network goes ahead when it is back, no other does (invariant 4)', () => {
    const online = { ...ask, isOnline: true }
    expect(blockedUntil(withClaim({ ...theirs, retry: 'offline' }), online)).toBe(0)
    expect(blockedUntil(withClaim({ ...theirs, retry: 'offline' }), ask)).toBe(theirs.until)
    expect(blockedUntil(withClaim({ ...theirs, retry: 'later' }), online)).toBe(theirs.until)
    expect(blockedUntil(withClaim(theirs), online)).toBe(theirs.until)
  })

  test('whatever a claim says, nobody is blocked beyond the legal bounds (invariants 8, 12)', () => {
    const claims = fc.record({
      id: fc.string(),
      until: fc.double({ noNaN: true }),
      isLocked: fc.boolean(),
      retry: fc.constantFrom(null, 'offline' as const, 'later' as const),
    })
    fc.assert(
      fc.property(claims, fc.boolean(), fc.boolean(), (claim, isLocked, isOnline) => {
        const until = blockedUntil(withClaim(claim), { ...ask, isLocked, isOnline })
        expect(until === 0 || until > now).toBe(true)
        expect(until).toBeLessThanOrEqual(now + (claim.retry ? RETRY_LIMIT : HOLD_LIMIT))
      }),
    )
  })
})

describe('the refresh', () => {
  test('a claim outlives the longest request, and blocks the others (invariants 1, 8)', () => {
    const after = claimed(head, { ...ask, isLocked: true })
    expect(after).toEqual({ ...head, claim: { id: 'mine', until: now + HOLD_LIMIT, isLocked: true, retry: null } })
    expect(blockedUntil(after, ask)).toBeGreaterThan(now + REQUEST_LIMIT)
  })

  test('a failure is counted for all tabs, and keeps the grant (invariant 4)', () => {
    const retry: Claim = { ...theirs, retry: 'later' }
    expect(retryLater(claimed(head, ask), retry)).toEqual({ ...head, claim: retry, failures: 1 })
  })

  test('a new grant goes on with the session: same id, same start, same activity, nothing forgotten', () => {
    const troubled = { ...retryLater(head, theirs), activeAt: now + 1_000 }
    expect(refreshed(troubled, next)).toEqual({ ...head, ...next, activeAt: now + 1_000, claim: null, failures: 0 })
  })

  test('a rejection ends the session and still owes what was owed (invariants 3, 4)', () => {
    const after = rejectedOut(head, 's2')
    expect(after).toMatchObject({ sessionId: 's2', grantId: null, reason: 'rejected', owed })
  })
})

describe('sign-in and sign-out', () => {
  test('a session begins with its grant', () => {
    expect(head).toMatchObject({ ...grant, sessionId: 's1', startedAt: now, activeAt: now, reason: null, owed })
  })

  test('a sign-out leaves nothing of the grant and the user (invariants 3, 9)', () => {
    const after = signedOut(claimed(refreshed(head, next), ask), 's2', 'signed-out', [])
    expect(after).toEqual({ ...newHead('s2', now), receivedAt: next.receivedAt, ended: 's1' })
    expect(JSON.stringify(after)).not.toMatch(/sealed|g2|h1/)
  })

  test('records stay only where the sign-out says so', () => {
    expect(signedOut(head, 's2', 'signed-out', []).ended).toBe('s1')
    const kept = signedOut(head, 's2', 'signed-out', [], true)
    expect(kept.ended).toBeNull()
    expect(signedIn('s3', next, kept.owed).ended).toBeNull()
  })

  test('what is owed can be opened with the label it was sealed with', () => {
    expect(owedFor(head, true)).toEqual({ label: labelOf('s1', 'g1'), secret: 'sealed 1', isEverywhere: true })
  })

  test.each<[string, Head]>([
    ['a session that begins', head],
    ['a claim', claimed(head, ask)],
    ['a retry', retryLater(head, { ...theirs, retry: 'offline' })],
    ['a refresh', refreshed(head, next)],
    ['a sign-out', signedOut(head, 's2', 'signed-out', [owedFor(head, false)], true)],
    ['a rejection', rejectedOut(head, 's2')],
    ['a sign-out of what could not be read', newHead('s2', now)],
  ])('%s can be read back', (_, after) => {
    expect(readHead({ generation: 1, ...toDraft(after) })).toEqual(after)
  })
})
