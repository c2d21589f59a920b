import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Head } from './Head.ts'
import { type Event, initialState, transition } from './machine.ts'
import type { SignOutReason } from './Session.ts'
import { signedIn } from './signedIn.ts'
import { signedOut } from './signedOut.ts'

interface User {
  readonly id: string
}
const ann: User = { id: 'ann' }
const bob: User = { id: 'bob' }
const steady = {
  receivedAt: 0,
  expiresAt: 60_000,
  expiresSteadily: 60_000,
  margin: 30_000,
  isTaught: false,
  isLast: false,
  basis: null,
}

function headOf(sessionId: string, grantId: string, user: User): Head {
  const grant = { grantId, userHash: user.id, receivedAt: 0, lifetime: 60_000, secret: null, isTaught: false }
  return signedIn(sessionId, grant, [])
}
function row(
  head: Head | null,
  user: User | null,
  more: { isHere: boolean; isFresh: boolean; canRestore: boolean },
): Event<User> {
  const { sessionId, grantId } = head ?? {}
  const grant = user && { user: { ...user }, lifetime: 60_000, tokens: { accessToken: 'token' } }
  return {
    type: 'row',
    head,
    held: sessionId && grantId && grant ? { ...steady, sessionId, grantId, grant } : null,
    ...more,
  }
}

const anyRow = fc
  .record({
    who: fc.constantFrom(null, ann, bob),
    session: fc.constantFrom('s1', 's2'),
    grant: fc.constantFrom('g1', 'g2'),
    opens: fc.boolean(),
    isHere: fc.boolean(),
    isFresh: fc.boolean(),
    canRestore: fc.boolean(),
    reason: fc.constantFrom<SignOutReason>('signed-out', 'idle', 'rejected'),
  })
  .map(({ who, session, grant, opens, reason, ...more }): Event<User> => {
    // One session is one user's.
    const id = `${who?.id}-${session}`
    const head = who ? headOf(id, grant, who) : signedOut(headOf('s', 'g', ann), session, reason, [])
    return row(head, opens ? who : null, more)
  })
const anyEvent = fc.oneof(
  { weight: 5, arbitrary: anyRow },
  fc.constant<Event<User>>(row(null, null, { isHere: false, isFresh: false, canRestore: false })),
  fc.constant<Event<User>>({ type: 'work', activity: 'refreshing', error: null }),
  fc.constant<Event<User>>({ type: 'work', activity: 'idle', error: null }),
)

test('whatever happens: one user at a time, each switch aborts calls, an unchanged snapshot keeps its identity (invariants 13, 14)', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 12 }), (events) => {
      let state = initialState<User>()
      for (const event of events) {
        const [next, effects] = transition(state, event)
        const { snapshot, head, held } = next
        expect(!!snapshot.user).toBe(snapshot.status === 'signed-in')
        expect(snapshot.reason !== null).toBe(snapshot.status === 'signed-out')
        if (snapshot.user) expect(head?.userHash).toBe(snapshot.user.id)
        if (snapshot.user && held) expect(snapshot.user.id).toBe(held.grant.user.id)
        const isSwitch = state.head !== undefined && state.head?.sessionId !== head?.sessionId
        expect(effects.some(({ type }) => type === 'abort-calls')).toBe(isSwitch)
        if (JSON.stringify(snapshot) === JSON.stringify(state.snapshot)) expect(snapshot).toBe(state.snapshot)
        expect(JSON.stringify(snapshot)).not.toContain('token')
        state = next
      }
    }),
    { numRuns: 1_000 },
  )
})
