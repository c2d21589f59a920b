import type { Session, SessionUser } from '@holdfast/core'

/**
 * A session in memory, and what a test does to it. The controls act at once: when one returns, the snapshot, the events
 * and the subscribers have been through. After `stop()` they fail with `STOPPED`, like every call.
 */
export interface TestSession<User extends SessionUser = SessionUser> extends Session<User, any> {
  /**
   * Ends the session by no choice of the visitor: the server's rejection of a refresh, or a limit that was reached.
   * Does nothing if nobody is signed in. @param reason `rejected` unless given
   */
  expire(reason?: 'rejected' | 'idle' | 'max-age'): Promise<void>
  /**
   * Takes the network away from a session whose token has run out: whoever is signed in, or whose status is `loading`,
   * sees `waiting` and `OFFLINE`, which a guest does not. Calls that need the network reject at once, as they would at
   * their deadline; signing out and extending work.
   */
  goOffline(): void
  /** Brings the network back; the token that had run out is refreshed. */
  goOnline(): void
  /**
   * Makes `user` the one who is signed in: a sign-in here, or a switch. While the status is `loading` it is the restore
   * that comes to an end, which fires no event. (`seed(null)` ends `loading` with nobody signed in.)
   */
  signInAs(user: User): Promise<void>
  /** Signs out in another tab, which also refuses whoever is signing in here. */
  signOutElsewhere(): Promise<void>
  /**
   * Warns that the idle limit is `ms` milliseconds away. `extend()` answers it; else the warning stands, as no time
   * passes by itself: `expire('idle')` is the end. Does nothing if nobody is signed in.
   */
  expiring(ms: number): void
}
