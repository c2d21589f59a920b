import type { Platform } from '../platform/Platform.ts'
import type { Challenge, SessionUser, Source } from '../source/Source.ts'
import type { RecordStorage } from '../storage/RecordStorage.ts'

export interface SessionOptions<User extends SessionUser, Input, C extends Challenge = never> {
  /** The back-end style: `bearer(…)`, or one of your own. */
  readonly source: Source<User, Input, C>
  /** Tells sessions on one origin apart; no user identifier. @default 'session' */
  readonly name?: string
  /** Where the grant's bytes live. @default encrypted(inIndexedDb()) */
  readonly storage?: RecordStorage
  /** Further origins that `session.fetch` sends credentials to: scheme, host and port only. @default [] */
  readonly origins?: readonly string[]
  /** Ends the session after so many milliseconds without trusted input in any tab, > 0. @default no limit */
  readonly idleTimeout?: number
  /** Ends the session so many milliseconds after sign-in, > 0. @default no limit */
  readonly maxAge?: number
  /** Fires `expiring` so many milliseconds before a limit, >= 0. @default 60 000 */
  readonly warnBefore?: number
  /** Refreshes when less than this many milliseconds are left, >= 0, at most half the lifetime. @default 60 000 */
  readonly leeway?: number
  /** How many milliseconds a call waits by default, > 0. @default 10 000 */
  readonly timeout?: number
  /** The world to run in. @default the browser; tests inject another */
  readonly platform?: Platform
}
