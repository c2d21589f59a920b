import type { Head } from './Head.ts'
import type { Expiry } from './Session.ts'

export interface Limits {
  readonly idleTimeout: number
  readonly maxAge: number
  readonly warnBefore: number
}

/** When a signed-in session ends by a limit; a clock set back never lengthens what is left. */
export function expiryOf(
  head: Head | null | undefined,
  limits: Limits,
  now: number,
  /** The server ends the session when the grant's lifetime is over. */
  isServerHeld = false,
): Expiry {
  if (!head?.userHash) return NO_EXPIRY
  const idle = Math.min(head.activeAt, now) + limits.idleTimeout
  const age = Math.min(head.startedAt, now) + limits.maxAge
  const server = isServerHeld && head.lifetime ? head.receivedAt + head.lifetime : Number.POSITIVE_INFINITY
  const endsAt = Math.min(idle, age, server)
  if (endsAt === Number.POSITIVE_INFINITY) return NO_EXPIRY
  const cause = server === endsAt ? 'server' : idle <= age ? 'idle' : 'max-age'
  return { endsAt, cause, isExpiring: now >= endsAt - limits.warnBefore }
}

export const NO_EXPIRY: Expiry = { endsAt: null, cause: null, isExpiring: false }

/** The limit of the app's that has been reached, if any: whether the server's has, it says itself. */
export function reachedLimit(head: Head, limits: Limits, now: number): 'idle' | 'max-age' | null {
  const { endsAt, cause } = expiryOf(head, limits, now)
  return endsAt !== null && now >= endsAt ? (cause as 'idle' | 'max-age') : null
}

/** The head with moments that lie ahead of a clock set back, once, brought to now; `null` where nothing needs it. */
export function pulledBack(head: Head, limits: Limits, now: number): Head | null {
  const { activeAt, startedAt } = head
  if (expiryOf(head, limits, now) === NO_EXPIRY || Math.max(activeAt, startedAt) <= now) return null
  return { ...head, activeAt: Math.min(activeAt, now), startedAt: Math.min(startedAt, now) }
}
