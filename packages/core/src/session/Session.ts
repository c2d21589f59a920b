import type { HoldfastError } from '../HoldfastError.ts'
import type { Readable, WaitOptions } from '../Readable.ts'
import type { Challenge, Grant, SessionUser, SignOutOptions } from '../source/Source.ts'

/** What is under way. */
export type Activity = 'idle' | 'signing-in' | 'refreshing' | 'waiting' | 'signing-out'

/** Why nobody is signed in. */
export type SignOutReason = 'none' | 'signed-out' | 'elsewhere' | 'rejected' | 'idle' | 'max-age' | 'wiped'

interface Base {
  readonly activity: Activity
  /** What stands in the way, while `activity` is `waiting`; or the last thing that failed. */
  readonly error: HoldfastError | null
}

/** An immutable, secret-free view of a session at one moment; the same object until it changes. */
export type Snapshot<User extends SessionUser = SessionUser> =
  | (Base & { readonly status: 'loading'; readonly user: null; readonly reason: null })
  | (Base & { readonly status: 'signed-in'; readonly user: User; readonly reason: null })
  | (Base & { readonly status: 'signed-out'; readonly user: null; readonly reason: SignOutReason })

/** A snapshot that is no longer `loading`. */
export type Settled<User extends SessionUser = SessionUser> = Exclude<Snapshot<User>, { status: 'loading' }>

/** When the session will end by a limit, and by which. */
export interface Expiry {
  /** Milliseconds since 1970; `null`: no limit. */
  readonly endsAt: number | null
  readonly cause: 'idle' | 'max-age' | 'server' | null
  /** Whether less than `warnBefore` is left. */
  readonly isExpiring: boolean
}

/** Events are for acting once; `subscribe` is for rendering. Never fired for a restore or a re-check. */
export interface SessionEvents<User extends SessionUser = SessionUser> {
  'user-changed': { readonly from: User | null; readonly to: User | null }
  'signed-in': { readonly user: User; readonly here: boolean }
  'signed-out': { readonly user: User; readonly reason: SignOutReason; readonly here: boolean }
  refreshed: { readonly here: boolean }
  expiring: { readonly endsAt: number; readonly cause: 'idle' | 'max-age' | 'server' }
  degraded: { readonly record: string; readonly from: string; readonly to: string; readonly error: HoldfastError }
}

/** Who was signed in when the server rendered the page; `null`: nobody. */
export type Initial<User extends SessionUser = SessionUser> = { readonly user: User } | null

/** Of `any`, which extends everything, no more is known than that there may be an input. */
type SignInArgs<Input> = 0 extends 1 & Input
  ? [input?: any, options?: WaitOptions]
  : [Input] extends [void]
    ? []
    : undefined extends Input
      ? [input?: Input, options?: WaitOptions]
      : [input: Input, options?: WaitOptions]

/** The living object an app creates once; the same in every tab. */
export interface Session<User extends SessionUser = SessionUser, Input = any, C extends Challenge = never>
  extends Readable<Snapshot<User>> {
  readonly name: string
  /** The limits, apart from the snapshot so that times do not disturb it. */
  readonly expiry: Readable<Expiry>
  /** Calls `listener` whenever `event` happens; returns a function that ends it. */
  on<E extends keyof SessionEvents<User>>(event: E, listener: (detail: SessionEvents<User>[E]) => void): () => void
  /** Starts the session; the first use does so too. Does nothing if it runs, or on a server. */
  start(): void
  /** Ends every timer, listener, channel and connection; later calls reject with `STOPPED` until `start()`. */
  stop(): void
  /** Resolves once `status` is no longer `loading`; rejects at its deadline with what stands in the way. */
  ready(options?: WaitOptions): Promise<Settled<User>>
  /** Finishes a redirect and resolves with where to go; the same promise for every caller. */
  resume(): Promise<{ readonly returnTo: string | null }>
  /** Shows who the server knew to be signed in, until the browser's own row has been read. */
  seed(initial: Initial<User>): void
  /**
   * Signs in. Rejects with `SIGN_IN_REJECTED` (`detail` has the server's words), `SUPERSEDED` if somebody signed in
   * or out meanwhile, or with what stood in the way.
   */
  signIn(...args: SignInArgs<Input>): Promise<[C] extends [never] ? void : C | null>
  /** Signs in with a grant from outside. */
  adopt(grant: Grant<User>): Promise<void>
  /** Refreshes now; joins a refresh under way in any tab. Rejects like `getAccessToken`. */
  refresh(options?: WaitOptions): Promise<void>
  /** Answers an expiry warning in every tab: counts as activity. Rejects with the storage's error where it could not be written. */
  extend(): Promise<void>
  /**
   * Signs out in every tab, offline too; resolves when no tab and no reload can find the session alive. Whoever is
   * signing in meanwhile, in any tab, is refused with `SUPERSEDED`.
   * What the server must still be told is told later, at the next start at the latest.
   */
  signOut(options?: SignOutOptions): Promise<void>
  /**
   * Resolves with a token that is fresh, or, at the deadline, with one that still holds. Rejects with `SIGNED_OUT`, `NO_TOKEN`,
   * `OFFLINE`, `TIMEOUT` and the like.
   */
  getAccessToken(options?: WaitOptions): Promise<string>
  /** The platform's `fetch`, with credentials for the page's own origin and those listed. */
  fetch: typeof globalThis.fetch
}

/** Any session, whatever its user, input and challenge. */
export interface AnySession extends Session<any, any, any> {}

/** Augmented by an app with its own session, once, to type the bindings. */
export interface Register {}

export type RegisteredSession = Register extends { session: infer S extends AnySession } ? S : Session<any, any, any>

export type UserOf<S> = S extends Session<infer User, any, any> ? User : never
