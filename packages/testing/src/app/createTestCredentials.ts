import { type Grant, HoldfastError, type SessionUser, type WaitOptions } from '@holdfast/core'
import type { TestLife } from './createTestLife.ts'
import type { TestState } from './createTestState.ts'
import type { Facts } from './Facts.ts'

export interface TestCredentials<User extends SessionUser> {
  /** Makes a grant of `user`, with a token that no other has. */
  issue(user: User): Grant<User>
  /** The facts with a newer grant in the place of the one in hand. */
  renew(facts: Facts<User>): Facts<User>
  /** Resolves with a grant that may be used, with `null` where nobody is signed in; rejects with `OFFLINE`. */
  get(options?: WaitOptions): Promise<Grant<User> | null>
  /** Refreshes once for all who ask at the same time. */
  refresh(options?: WaitOptions): Promise<void>
  /** What a call without a session rejects with. */
  signedOutError(): HoldfastError
}

export function createTestCredentials<User extends SessionUser>(
  state: TestState<User>,
  life: TestLife,
): TestCredentials<User> {
  let count = 0
  let flight: Promise<void> | undefined

  const nextToken = (): string => `test-token-${++count}`

  function look(): Grant<User> | null | undefined {
    const { status, grant, offline } = state.getFacts()
    if (status === 'signed-out') return null
    if (offline) throw offline
    return status === 'loading' ? undefined : grant
  }

  async function fly(): Promise<void> {
    const { session } = state.getFacts()
    state.work('refresh', 'refreshing')
    // All who ask meanwhile share it.
    await Promise.resolve()
    flight = undefined
    if (life.isStopped()) return
    state.change((facts) => (facts.session === session ? credentials.renew(facts) : facts))
    state.work('refresh', null)
  }

  const credentials: TestCredentials<User> = {
    issue: (user) => ({ user, lifetime: null, tokens: { accessToken: nextToken() } }),
    renew(facts) {
      const { status, grant } = facts
      if (status !== 'signed-in' || !grant) return facts
      return { ...facts, grant: { ...grant, tokens: grant.tokens && { ...grant.tokens, accessToken: nextToken() } } }
    },
    get: (options) => life.wait(look, options),
    async refresh(options) {
      if (!(await credentials.get(options))) throw credentials.signedOutError()
      flight ??= fly()
      await life.limit(flight, options)
      if (state.getFacts().status === 'signed-out') throw credentials.signedOutError()
    },
    signedOutError() {
      const { reason, error } = state.getFacts()
      return reason === 'rejected'
        ? new HoldfastError('REFRESH_REJECTED', 'The server ended the session; show the sign-in form.', {
            cause: error,
          })
        : new HoldfastError('SIGNED_OUT', 'Nobody is signed in; show the sign-in form.')
    },
  }
  return credentials
}
