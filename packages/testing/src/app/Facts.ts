import type { Activity, Expiry, Grant, HoldfastError, SessionUser, SignOutReason, Snapshot } from '@holdfast/core'

export type Work = 'sign-out' | 'sign-in' | 'refresh'

/** All there is to know of a test session at one moment. */
export interface Facts<User extends SessionUser> {
  readonly status: Snapshot['status']
  readonly reason: SignOutReason | null
  /** What signed the user in, or will once it is known. */
  readonly grant: Grant<User> | null
  /** Another at every sign-in and sign-out. */
  readonly session: number
  readonly works: Readonly<Partial<Record<Work, Activity>>>
  /** How the last work ended. */
  readonly error: HoldfastError | null
  /** What stands in the way while the network is away. */
  readonly offline: HoldfastError | null
  readonly expiry: Expiry
}

export const NO_EXPIRY: Expiry = Object.freeze({ endsAt: null, cause: null, isExpiring: false })

export function signedIn<User extends SessionUser>(facts: Facts<User>, grant: Grant<User>): Facts<User> {
  return { ...facts, status: 'signed-in', reason: null, grant, session: facts.session + 1, expiry: NO_EXPIRY }
}

/** Nobody is signed in; whoever was not before keeps the reason. */
export function signedOut<User extends SessionUser>(facts: Facts<User>, given: SignOutReason): Facts<User> {
  const reason = facts.reason ?? given
  return { ...facts, status: 'signed-out', reason, grant: null, session: facts.session + 1, expiry: NO_EXPIRY }
}

/** What of the facts an app sees. */
export function toSnapshot<User extends SessionUser>(facts: Facts<User>): Snapshot<User> {
  const { status, reason, grant, works, error, offline } = facts
  const user = status === 'signed-in' ? (grant?.user ?? null) : null
  // The most telling first.
  const work = works['sign-out'] ?? works['sign-in'] ?? works.refresh
  const isWaiting = !work && !!offline && status !== 'signed-out'
  return Object.freeze({
    status,
    user,
    reason,
    activity: work ?? (isWaiting ? 'waiting' : 'idle'),
    error: work ? null : isWaiting ? offline : error,
  }) as Snapshot<User>
}
