import type { Grant, SessionUser } from '../source/Source.ts'

/** The grant this tab has in hand. */
export interface Held<User extends SessionUser = SessionUser> {
  readonly grantId: string
  readonly sessionId: string
  readonly grant: Grant<User>
  /** On the wall clock; `Infinity`: until the server says otherwise. */
  readonly receivedAt: number
  readonly expiresAt: number
  /** The same moment on the steady clock, which catches a wall clock set back. */
  readonly expiresSteadily: number
  /** How much of the lifetime is left unused, in milliseconds. */
  readonly margin: number
  /** Nothing could come after. */
  readonly isLast: boolean
  readonly isTaught: boolean
  /** The grant in the row that this one came of, while the row could not be written. */
  readonly basis: string | null
}

/** At most half of the lifetime is left unused; all of it is used where nothing could come after. */
export function marginOf(lifetime: number | null, leeway: number, isLast: boolean): number {
  return isLast ? 0 : Math.min(leeway, (lifetime ?? Number.POSITIVE_INFINITY) / 2)
}

/** Milliseconds until the grant expires, by whichever clock says sooner. */
export function timeLeft({ expiresAt, expiresSteadily }: Held, now: number, steady: number): number {
  return Math.min(expiresAt - now, expiresSteadily - steady)
}

/**
 * Whether the grant may be used without asking; a clock set back before the receipt says nothing, so it is not, unless
 * there is nobody to ask.
 */
export function isFresh(held: Held, now: number, steady: number): boolean {
  const { margin, receivedAt, isLast } = held
  return timeLeft(held, now, steady) > margin && (isLast || now >= receivedAt - margin)
}
