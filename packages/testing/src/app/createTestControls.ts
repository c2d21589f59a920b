import { HoldfastError, type SessionUser } from '@holdfast/core'
import type { TestCredentials } from './createTestCredentials.ts'
import type { TestLife } from './createTestLife.ts'
import type { TestState } from './createTestState.ts'
import { signedIn, signedOut } from './Facts.ts'
import type { TestSession } from './TestSession.ts'

export type TestControls<User extends SessionUser> = Pick<
  TestSession<User>,
  'expire' | 'goOffline' | 'goOnline' | 'signInAs' | 'signOutElsewhere' | 'expiring'
>

export function createTestControls<User extends SessionUser>(
  state: TestState<User>,
  life: TestLife,
  { issue, renew }: TestCredentials<User>,
): TestControls<User> {
  return {
    async expire(reason = 'rejected') {
      life.use()
      const error = reason === 'rejected' ? rejected() : null
      state.change((facts) => (facts.status === 'signed-out' ? facts : { ...signedOut(facts, reason), error }))
    },
    goOffline() {
      life.use()
      const offline = new HoldfastError('OFFLINE', 'The network did not carry the request; it is tried again.')
      state.change((facts) => ({ ...facts, offline: facts.offline ?? offline }))
    },
    goOnline() {
      life.use()
      state.change((facts) => (facts.offline ? { ...renew(facts), offline: null, error: null } : facts))
    },
    async signInAs(user) {
      life.use()
      const grant = issue(user)
      state.change((facts) => {
        const next = signedIn(facts, grant)
        return facts.status === 'loading' ? { ...next, session: facts.session } : next
      })
    },
    async signOutElsewhere() {
      life.use()
      state.change((facts) => signedOut(facts, 'elsewhere'), false)
    },
    expiring(ms) {
      life.use()
      const expiry = Object.freeze({ endsAt: Date.now() + ms, cause: 'idle', isExpiring: true } as const)
      state.change((facts) => (facts.status === 'signed-in' ? { ...facts, expiry } : facts))
    },
  }
}

function rejected(): HoldfastError {
  return new HoldfastError('REFRESH_REJECTED', 'The server ended the session; show the sign-in form.')
}
