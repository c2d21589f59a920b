import { type Grant, HoldfastError, isHoldfastError, type SessionUser, type WaitOptions } from '@holdfast/core'
import type { TestLife } from './createTestLife.ts'
import type { TestState } from './createTestState.ts'
import { signedIn } from './Facts.ts'

/** How long a person may take to sign in, in milliseconds. */
const SIGN_IN_LIMIT = 600_000

/** Signs in with what `ask` gives, in the same task where that is no promise. */
export type TestSignIn<User extends SessionUser> = (
  ask: () => Grant<User> | Promise<Grant<User>>,
  options?: WaitOptions,
) => Promise<void>

export function createTestSignIn<User extends SessionUser>(state: TestState<User>, life: TestLife): TestSignIn<User> {
  return async (ask, options) => {
    const { session } = state.getFacts()
    let error: HoldfastError | null = null
    state.work('sign-in', 'signing-in')
    try {
      options?.signal?.throwIfAborted()
      const step = ask()
      const isLater = typeof (step as Promise<unknown> | null)?.then === 'function'
      const grant = checkGrant(
        isLater
          ? await life.limit(step as Promise<Grant<User>>, { timeout: SIGN_IN_LIMIT, ...options })
          : (step as Grant<User>),
      )
      if (isLater && state.getFacts().session !== session) throw superseded()
      state.change((facts) => signedIn(facts, grant))
    } catch (reason) {
      const isAbort = options?.signal?.aborted || (reason as Error | null)?.name === 'AbortError'
      error = isAbort ? null : toTrouble(reason)
      throw error ?? reason
    } finally {
      if (!life.isStopped()) state.work('sign-in', null, error)
    }
  }
}

function checkGrant<User extends SessionUser>(grant: Grant<User>): Grant<User> {
  const { user, tokens } = grant ?? {}
  if (user && typeof user.id === 'string' && user.id !== '' && (tokens === null || tokens?.accessToken)) return grant
  const message = 'A sign-in must give a user with a text as id, and tokens that are null or have an accessToken.'
  throw new HoldfastError('ANSWER_INVALID', message)
}

function superseded(): HoldfastError {
  const message = 'Somebody signed in or out in the meantime; show who is signed in now, or ask again.'
  return new HoldfastError('SUPERSEDED', message)
}

/** Names what a source failed with, as the session does. */
function toTrouble(cause: unknown): HoldfastError {
  if (isHoldfastError(cause)) return cause
  return cause instanceof TypeError
    ? new HoldfastError('OFFLINE', 'The network did not carry the request; try again.', { cause })
    : new HoldfastError('SERVER_UNAVAILABLE', 'The signIn option failed, see the cause.', { cause })
}
