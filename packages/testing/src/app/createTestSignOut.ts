import { HoldfastError, type SessionUser } from '@holdfast/core'
import type { TestState } from './createTestState.ts'
import { signedOut } from './Facts.ts'

/** Signs out, in the task of the call; offline too, where the server is left to be told. */
export function createTestSignOut<User extends SessionUser>(state: TestState<User>): () => void {
  return () => {
    const { offline, status } = state.getFacts()
    const isOwed = offline && status !== 'signed-out'
    state.work('sign-out', 'signing-out')
    state.change((facts) => signedOut(facts, 'signed-out'))
    state.work('sign-out', null, isOwed ? unconfirmed(offline) : null)
  }
}

function unconfirmed(cause: HoldfastError): HoldfastError {
  const message = 'The server has not confirmed the sign-out; it is told again later, at the next start at the latest.'
  return new HoldfastError('REVOKE_FAILED', message, { cause })
}
