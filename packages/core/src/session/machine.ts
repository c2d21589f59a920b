import type { HoldfastError } from '../HoldfastError.ts'
import type { SessionUser } from '../source/Source.ts'
import type { Head } from './Head.ts'
import type { Held } from './Held.ts'
import type { Activity, SessionEvents, SignOutReason, Snapshot } from './Session.ts'

/** What one tab knows of the session. */
export interface State<User extends SessionUser> {
  readonly snapshot: Snapshot<User>
  /** As last confirmed; `null`: there is no row; `undefined`: not read yet. */
  readonly head: Head | null | undefined
  readonly held: Held<User> | null
  /** The session that the first read found: until it can be shown it is being restored, of which nobody is told. */
  readonly found: string | undefined
}

export type Event<User extends SessionUser> =
  /** Who is said to be signed in before the row has been read. */
  | { readonly type: 'shown'; readonly user: User | null }
  /** The row was read or written; `held` is what this tab can use of it. */
  | {
      readonly type: 'row'
      readonly head: Head | null
      readonly held: Held<User> | null
      /** This tab made the change. */
      readonly isHere: boolean
      /** The grant may be shown without asking the server. */
      readonly isFresh: boolean
      /** Where nothing is held, this tab can get a grant of its own. */
      readonly canRestore: boolean
    }
  | { readonly type: 'work'; readonly activity: Activity; readonly error: HoldfastError | null }

type Emitted<User extends SessionUser> = {
  readonly [E in keyof SessionEvents<User>]: {
    readonly type: 'emit'
    readonly event: E
    readonly detail: SessionEvents<User>[E]
  }
}[keyof SessionEvents<User>]

export type Effect<User extends SessionUser> = Emitted<User> | { readonly type: 'abort-calls' }

export type Transition<User extends SessionUser> = readonly [State<User>, readonly Effect<User>[]]

type Who<User extends SessionUser> = Pick<Snapshot<User>, 'status' | 'user' | 'reason'>

const LOADING = { status: 'loading', user: null, reason: null } as const

export function initialState<User extends SessionUser>(): State<User> {
  return { snapshot: { ...LOADING, activity: 'idle', error: null }, head: undefined, held: null, found: undefined }
}

/** Maps a state and an event to the next state and what must be done because of it. */
export function transition<User extends SessionUser>(state: State<User>, event: Event<User>): Transition<User> {
  switch (event.type) {
    case 'shown':
      return state.head === undefined
        ? [show(state, event.user ? signedIn(event.user) : signedOut('none')), []]
        : [state, []]
    case 'work':
      return [show(state, state.snapshot, event), []]
    case 'row': {
      const { head, held } = event
      const found = state.head === undefined ? head?.sessionId : state.found
      const next = show({ ...state, head, held, found }, whoIs(state, event))
      return [next, effectsOf(state, next, event.isHere)]
    }
  }
}

const signedIn = <User extends SessionUser>(user: User): Who<User> => ({ status: 'signed-in', user, reason: null })
const signedOut = (reason: SignOutReason): Who<never> => ({ status: 'signed-out', user: null, reason })

function whoIs<User extends SessionUser>(
  state: State<User>,
  { head, held, isHere, isFresh, canRestore }: Event<User> & { type: 'row' },
): Who<User> {
  const { snapshot } = state
  const wasHere = snapshot.status === 'signed-in' || !!state.head?.grantId
  if (!head) return signedOut(wasHere ? 'wiped' : (snapshot.reason ?? 'none'))
  if (!head.grantId) {
    if (snapshot.reason && state.head?.sessionId === head.sessionId) return snapshot
    const reason = head.reason ?? 'none'
    return signedOut(reason === 'signed-out' && wasHere && !isHere ? 'elsewhere' : reason)
  }
  // Somebody is signed in, but this tab can never learn who.
  if (!held && !canRestore)
    return signedOut(snapshot.status === 'signed-in' ? 'elsewhere' : (snapshot.reason ?? 'none'))
  // Whoever the server named when it rendered the page stays until it is asked.
  if (!held)
    return state.head?.sessionId === head.sessionId || (state.head === undefined && snapshot.user) ? snapshot : LOADING
  const wasShown = snapshot.status === 'signed-in' && snapshot.user.id === held.grant.user.id
  return isFresh || wasShown ? signedIn(held.grant.user) : LOADING
}

function effectsOf<User extends SessionUser>(before: State<User>, after: State<User>, here: boolean): Effect<User>[] {
  const effects: Effect<User>[] = []
  const from = before.snapshot.user ?? before.held?.grant.user ?? null
  const { user: to, reason } = after.snapshot
  const isSwitch = before.head !== undefined && before.head?.sessionId !== after.head?.sessionId
  if (isSwitch) effects.push({ type: 'abort-calls' })
  const isFound = before.snapshot.status === 'loading' && !before.held && before.found === after.head?.sessionId
  if (!before.snapshot.user && (before.head === undefined || isFound)) return effects
  const isKnown = after.snapshot.status !== 'loading'
  if ((isKnown || isSwitch) && from?.id !== to?.id)
    effects.push({ type: 'emit', event: 'user-changed', detail: { from, to } })
  if (from && reason) effects.push({ type: 'emit', event: 'signed-out', detail: { user: from, reason, here } })
  if (to && (isSwitch || from?.id !== to.id) && before.head !== undefined)
    effects.push({ type: 'emit', event: 'signed-in', detail: { user: to, here: here && isSwitch } })
  const isRefresh = !isSwitch && before.held && after.held && before.held.grantId !== after.held.grantId
  if (isRefresh) effects.push({ type: 'emit', event: 'refreshed', detail: { here } })
  return effects
}

/** Keeps the identity of what did not change, so that nothing renders for nothing. */
function show<User extends SessionUser>(
  state: State<User>,
  who: Who<User>,
  work: Pick<Snapshot<User>, 'activity' | 'error'> = state.snapshot,
): State<User> {
  const before = state.snapshot
  const { status, user, reason } = who
  const { activity, error } = work
  const next = { status, user, reason, activity, error } as Snapshot<User>
  return isSame(before, next) && before.error === error ? state : { ...state, snapshot: next }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
