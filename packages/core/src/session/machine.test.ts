import { describe, expect, test } from 'vitest'
import { HoldfastError } from '../HoldfastError.ts'
import type { Head } from './Head.ts'
import type { Held } from './Held.ts'
import { type Effect, type Event, initialState, type State, transition } from './machine.ts'
import type { SignOutReason } from './Session.ts'
import { refreshed, signedIn } from './signedIn.ts'
import { signedOut } from './signedOut.ts'

interface User {
  readonly id: string
  readonly name: string
}
const ann: User = { id: 'ann', name: 'Ann' }
const bob: User = { id: 'bob', name: 'Bob' }
type Row = Event<User> & { type: 'row' }

function headOf(sessionId: string, user: User, grantId = `${sessionId}-g1`): Head {
  const grant = { grantId, userHash: user.id, receivedAt: 0, lifetime: 60_000, secret: null, isTaught: false }
  return signedIn(sessionId, grant, [])
}
const times = { receivedAt: 0, expiresAt: 60_000, expiresSteadily: 60_000, margin: 30_000 }
function holding({ sessionId, grantId }: Head, user: User): Held<User> {
  return {
    grantId: grantId as string,
    sessionId,
    grant: { user: { ...user }, lifetime: 60_000, tokens: { accessToken: `token ${grantId}` } },
    ...times,
    isTaught: false,
    isLast: false,
    basis: null,
  }
}
function row(head: Head | null, user: User | null, more: Partial<Row> = {}): Row {
  const held = head && user ? holding(head, user) : null
  return { type: 'row', head, held, isHere: true, isFresh: true, canRestore: true, ...more }
}
const elsewhere = { isHere: false }
const annIn = row(headOf('s1', ann), ann)
const bobIn = row(headOf('s2', bob), bob)
const out = (reason: SignOutReason, more?: Partial<Row>): Row =>
  row(signedOut(headOf('s1', ann), 's9', reason, []), null, more)

/** Runs the events; returns the last state and the effects of the last one. */
function run(...events: Event<User>[]): { state: State<User>; effects: string[]; details: Record<string, unknown> } {
  let state = initialState<User>()
  let effects: readonly Effect<User>[] = []
  for (const event of events) [state, effects] = transition(state, event)
  const names = effects.map((effect) => (effect.type === 'emit' ? effect.event : effect.type))
  const emitted = effects.flatMap((effect) => (effect.type === 'emit' ? [[effect.event, effect.detail]] : []))
  return { state, effects: names, details: Object.fromEntries(emitted) }
}

test('a session is loading until its row has been read; every arm of a snapshot has every key', () => {
  expect(initialState().snapshot).toEqual({
    status: 'loading',
    user: null,
    reason: null,
    activity: 'idle',
    error: null,
  })
})

describe('a restore', () => {
  test.each<[string, Row, object]>([
    ['of a live session', annIn, { status: 'signed-in', user: ann, reason: null }],
    ['of a live session read from another tab', { ...annIn, isHere: false }, { status: 'signed-in', user: ann }],
    ['without a row', row(null, null), { status: 'signed-out', user: null, reason: 'none' }],
    ['after a sign-out', out('signed-out', elsewhere), { status: 'signed-out', user: null, reason: 'signed-out' }],
    ['after an idle limit', out('idle'), { status: 'signed-out', user: null, reason: 'idle' }],
    ['of a grant that has expired', { ...annIn, isFresh: false }, { status: 'loading', user: null, reason: null }],
    ['of a grant that this tab cannot open', row(headOf('s1', ann), null), { status: 'loading', user: null }],
  ])('%s fires no event', (_, event, shown) => {
    const { state, effects } = run(event)
    expect(state.snapshot).toMatchObject(shown)
    expect(effects).toEqual([])
  })

  test('that had to refresh first fires no sign-in', () => {
    const { state, effects } = run({ ...annIn, isFresh: false }, row(refreshed(annIn.head!, grantOf('s1-g2')), ann))
    expect(state.snapshot).toMatchObject({ status: 'signed-in', user: ann })
    expect(effects).toEqual(['refreshed'])
  })

  test('by a cookie, where this tab held nothing, fires no event', () => {
    const { state, effects } = run(row(headOf('s1', ann), null), row(refreshed(annIn.head!, grantOf('s1-g2')), ann))
    expect(state.snapshot).toMatchObject({ status: 'signed-in', user: ann })
    expect(effects).toEqual([])
  })

  test('where nobody can ever tell who is signed in is signed out', () => {
    const { state, effects } = run(row(headOf('s1', ann), null, { canRestore: false }))
    expect(state.snapshot).toMatchObject({ status: 'signed-out', reason: 'none' })
    expect(effects).toEqual([])
  })
})

describe('a seed', () => {
  const seeded: Event<User> = { type: 'shown', user: ann }

  test('is shown at once, and confirmed in silence (invariant 14)', () => {
    const before = run(seeded).state.snapshot
    const { state, effects } = run(seeded, annIn)
    expect(before).toMatchObject({ status: 'signed-in', user: ann })
    expect(state.snapshot).toEqual(before)
    expect(effects).toEqual([])
  })

  test('of nobody is shown as signed out', () => {
    expect(run({ type: 'shown', user: null }).state.snapshot).toMatchObject({ status: 'signed-out', reason: 'none' })
    expect(run({ type: 'shown', user: null }, annIn).effects).toEqual([])
  })

  test('never replaces what the row said', () => {
    expect(run(out('signed-out'), seeded).state.snapshot.status).toBe('signed-out')
    expect(run(row(null, null), seeded).state.snapshot.status).toBe('signed-out')
  })

  test('that was wrong is corrected, and the app told to clear what it showed (invariant 13)', () => {
    const { state, effects, details } = run(seeded, bobIn)
    expect(state.snapshot.user).toEqual(bob)
    expect(effects).toEqual(['user-changed'])
    expect(details['user-changed']).toEqual({ from: ann, to: bob })
  })

  test('keeps showing its user while an expired grant is refreshed', () => {
    expect(run(seeded, { ...annIn, isFresh: false }).state.snapshot).toMatchObject({ status: 'signed-in', user: ann })
  })
})

function grantOf(grantId: string): Parameters<typeof refreshed>[1] {
  return { grantId, userHash: 'ann', receivedAt: 1, lifetime: 60_000, secret: null, isTaught: false }
}

describe('a sign-in', () => {
  test('aborts nothing of its own, and tells who came', () => {
    const { state, effects, details } = run(row(null, null), annIn)
    expect(state.snapshot).toMatchObject({ status: 'signed-in', user: ann, reason: null })
    expect(effects).toEqual(['abort-calls', 'user-changed', 'signed-in'])
    expect(details).toEqual({
      'user-changed': { from: null, to: ann },
      'signed-in': { user: ann, here: true },
    })
  })

  test('in another tab says so', () => {
    expect(run(row(null, null), { ...annIn, isHere: false }).details['signed-in']).toEqual({ user: ann, here: false })
  })

  test('of another user is a switch: calls are aborted before anybody is told (invariant 13)', () => {
    const { state, effects, details } = run(annIn, { ...bobIn, isHere: false })
    expect(state.snapshot.user).toEqual(bob)
    expect(effects).toEqual(['abort-calls', 'user-changed', 'signed-in'])
    expect(details['user-changed']).toEqual({ from: ann, to: bob })
  })

  test('of another user whose grant this tab cannot open leaves nothing of the first (invariant 13)', () => {
    const { state, effects, details } = run(annIn, row(headOf('s2', bob), null, elsewhere))
    expect(state.snapshot).toMatchObject({ status: 'loading', user: null })
    expect(effects).toEqual(['abort-calls', 'user-changed'])
    expect(details['user-changed']).toEqual({ from: ann, to: null })
    const later = row(refreshed(bobIn.head!, grantOf('s2-g2')), bob)
    expect(run(annIn, row(headOf('s2', bob), null, elsewhere), later).effects).toEqual(['user-changed', 'signed-in'])
  })

  test('of another user whom this tab can never show ends what it showed (invariant 13)', () => {
    const bobOnly = row(headOf('s2', bob), null, { ...elsewhere, canRestore: false })
    const { state, effects, details } = run(annIn, bobOnly)
    expect(state.snapshot).toMatchObject({ status: 'signed-out', user: null, reason: 'elsewhere' })
    expect(effects).toEqual(['abort-calls', 'user-changed', 'signed-out'])
    expect(details['signed-out']).toEqual({ user: ann, reason: 'elsewhere', here: false })
    expect(run(annIn, bobOnly, bobOnly)).toMatchObject({ state: { snapshot: state.snapshot }, effects: [] })
  })

  test('of the same user again is a new session: no change of user', () => {
    const { effects } = run(annIn, row(headOf('s2', ann), ann))
    expect(effects).toEqual(['abort-calls', 'signed-in'])
  })
})

describe('the end of a session', () => {
  test.each<[string, Row, SignOutReason, boolean]>([
    ['a sign-out here', out('signed-out'), 'signed-out', true],
    ['a sign-out in another tab', out('signed-out', elsewhere), 'elsewhere', false],
    ['a rejection', out('rejected'), 'rejected', true],
    ['a rejection seen by another tab', out('rejected', elsewhere), 'rejected', false],
    ['an idle limit', out('idle', elsewhere), 'idle', false],
    ['a maximum age', out('max-age', elsewhere), 'max-age', false],
    ['a row that was there and is gone (invariant 11)', row(null, null, elsewhere), 'wiped', false],
  ])('%s', (_, event, reason, here) => {
    const { state, effects, details } = run(annIn, event)
    expect(state.snapshot).toMatchObject({ status: 'signed-out', user: null, reason })
    expect(effects).toEqual(['abort-calls', 'user-changed', 'signed-out'])
    expect(details).toEqual({
      'user-changed': { from: ann, to: null },
      'signed-out': { user: ann, reason, here },
    })
  })

  test('keeps its reason while nothing new happens (invariant 14)', () => {
    for (const event of [out('signed-out', elsewhere), row(null, null, elsewhere)]) {
      const first = run(annIn, event)
      const again = run(annIn, event, event)
      expect(again.state.snapshot).toEqual(first.state.snapshot)
      expect(again.effects).toEqual([])
    }
  })

  test('of a session that was still being restored names who it was', () => {
    const { details } = run({ ...annIn, isFresh: false }, out('rejected'))
    expect(details['signed-out']).toEqual({ user: ann, reason: 'rejected', here: true })
  })
})

describe('a refresh', () => {
  const after = row(refreshed(annIn.head!, grantOf('s1-g2')), ann)

  test('changes nothing that is shown, aborts nothing, and is told once (invariant 14)', () => {
    const before = run(annIn).state
    const { state, effects, details } = run(annIn, after)
    expect(state.snapshot).toEqual(before.snapshot)
    expect(state.held?.grantId).toBe('s1-g2')
    expect(effects).toEqual(['refreshed'])
    expect(details['refreshed']).toEqual({ here: true })
    expect(run(annIn, after, after).effects).toEqual([])
  })

  test('keeps the very snapshot, and the very user (invariant 14)', () => {
    const [before] = transition(initialState<User>(), annIn)
    const [then] = transition(before, after)
    expect(then.snapshot).toBe(before.snapshot)
  })

  test('that brings news of the user shows them', () => {
    const { state } = run(annIn, row(after.head, { ...ann, name: 'Anna' }))
    expect(state.snapshot.user?.name).toBe('Anna')
  })

  test('a grant that expires keeps its user on the screen (invariant 4)', () => {
    expect(run(annIn, { ...annIn, isFresh: false }).state.snapshot).toMatchObject({ status: 'signed-in', user: ann })
  })
})

test('what is under way is shown beside who is signed in, and never changes that (invariant 4)', () => {
  const error = new HoldfastError('OFFLINE', 'No network.')
  const { state, effects } = run(annIn, { type: 'work', activity: 'waiting', error })
  expect(state.snapshot).toMatchObject({ status: 'signed-in', user: ann, activity: 'waiting', error })
  expect(effects).toEqual([])
})
