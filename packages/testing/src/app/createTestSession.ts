import { type Grant, HoldfastError, type SessionUser, type WaitOptions } from '@holdfast/core'
import { createTestControls } from './createTestControls.ts'
import { createTestCredentials } from './createTestCredentials.ts'
import { createTestFetch } from './createTestFetch.ts'
import { createTestLife } from './createTestLife.ts'
import { createTestSignIn } from './createTestSignIn.ts'
import { createTestSignOut } from './createTestSignOut.ts'
import { createTestState } from './createTestState.ts'
import { type Facts, NO_EXPIRY, signedIn, signedOut } from './Facts.ts'
import type { TestSession } from './TestSession.ts'
import { checkTestOptions, type TestSessionOptions } from './TestSessionOptions.ts'

const UNKNOWN: Facts<never> = {
  status: 'loading',
  reason: null,
  grant: null,
  session: 0,
  works: {},
  error: null,
  offline: null,
  expiry: NO_EXPIRY,
}

/**
 * Creates a session for tests of what shows one: it lives in memory, needs no browser, server, storage or time, and does
 * what the test tells it. What needs no answer happens in the task of the call. Throws `INVALID_OPTION`.
 */
export function createTestSession<User extends SessionUser>(options: TestSessionOptions<User>): TestSession<User> {
  checkTestOptions(options)
  const { user, status, name = 'session' } = options
  const state = createTestState<User>(UNKNOWN)
  const life = createTestLife(state)
  const credentials = createTestCredentials(state, life)
  const signIn = createTestSignIn(state, life)
  const signOut = createTestSignOut(state)
  const fetch = createTestFetch(state, credentials, (...given) => (options.fetch ?? globalThis.fetch)(...given))

  /** What was known all along, of which nobody is told. */
  function know(known: User | null): void {
    if (state.getFacts().status !== 'loading') return
    const grant = known && credentials.issue(known)
    state.change((facts) => {
      const next = grant ? signedIn(facts, grant) : signedOut(facts, 'none')
      return { ...next, session: facts.session }
    })
  }

  function ask(input: unknown): Grant<User> | Promise<Grant<User>> {
    const { offline } = state.getFacts()
    if (offline) throw offline
    const given = options.signIn ? options.signIn(input) : (user as User)
    return isPromise(given) ? given.then(credentials.issue) : credentials.issue(given)
  }

  if (status !== 'loading') know(user)
  else if (user) state.change((facts) => ({ ...facts, grant: credentials.issue(user) }))

  return {
    name,
    getSnapshot: state.getSnapshot,
    subscribe: state.subscribe,
    expiry: state.expiry,
    on: state.on,
    start: life.start,
    stop: life.stop,
    seed: (initial) => know(initial?.user ?? null),
    async ready(waiting) {
      life.use()
      return life.wait(() => {
        const snapshot = state.getSnapshot()
        return snapshot.status === 'loading' ? undefined : snapshot
      }, waiting)
    },
    async resume() {
      life.use()
      return { returnTo: null }
    },
    async signIn(input?: unknown, waiting?: WaitOptions) {
      life.use()
      if (!user && !options.signIn) throw nobodyToBe()
      await signIn(() => ask(input), waiting)
    },
    async adopt(grant) {
      life.use()
      await signIn(() => grant)
    },
    async refresh(waiting) {
      life.use()
      await credentials.refresh(waiting)
    },
    async extend() {
      life.use()
      state.change((facts) => ({ ...facts, expiry: NO_EXPIRY }))
    },
    async signOut() {
      life.use()
      signOut()
    },
    async getAccessToken(waiting) {
      life.use()
      const grant = await credentials.get(waiting)
      if (!grant) throw credentials.signedOutError()
      if (grant.tokens) return grant.tokens.accessToken
      throw new HoldfastError('NO_TOKEN', 'The server keeps this session, so there is no token; use session.fetch.')
    },
    fetch: async (input, init) => {
      life.use()
      return fetch(input, init)
    },
    ...createTestControls(state, life, credentials),
  }
}

const isPromise = <T>(value: T | Promise<T>): value is Promise<T> => typeof (value as Promise<T>)?.then === 'function'

function nobodyToBe(): HoldfastError {
  const message = 'session.signIn() of createTestSession knows no user: pass signIn: (input) => user, or a user.'
  return new HoldfastError('INVALID_OPTION', message)
}
