/** A person, as the app knows them. */
export interface SessionUser {
  readonly id: string
}

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken?: string
  readonly idToken?: string
  /** @default 'Bearer' */
  readonly type?: 'Bearer' | 'DPoP'
}

/** What a source hands over after sign-in or refresh. */
export interface Grant<User extends SessionUser = SessionUser> {
  readonly user: User
  /** How long it holds, in milliseconds from the moment of receipt; `null`: until the server says otherwise. */
  readonly lifetime: number | null
  /** `null` when the server keeps them. */
  readonly tokens: Tokens | null
}

/** A typed next step of an unfinished sign-in. Returned, never stored or sent: it holds the provider's secret. */
export interface Challenge {
  readonly kind: string
}

/** What a source may know of the page. */
export interface PageContext {
  readonly fetch: typeof globalThis.fetch
  /** The page's own origin. */
  readonly origin: string
}

export interface SourceContext extends PageContext {
  /** Sends a request, bound to `signal`; during a refresh it refuses once another tab has taken over. */
  readonly fetch: typeof globalThis.fetch
  /** Aborts when the request limit is reached or the work is no longer wanted. */
  readonly signal: AbortSignal
  /**
   * Names what is attempted: the same for every try to refresh one grant, in any tab, after any crash.
   * Send it as `Idempotency-Key`, so that a back end that keeps answers can replay a lost one.
   */
  readonly attempt: string
  /**
   * Of a refresh of what still holds: whether somebody has used a page since the grant came. Refreshes and timers are no
   * use of a page.
   */
  readonly isActive: boolean
}

export interface SignOutOptions {
  /** Ask the source to end the user's sessions on every device. @default false */
  readonly everywhere?: boolean
  /** Where a redirecting source brings the browser afterwards. */
  readonly returnTo?: string
  /** Leave this user's records on the browser. @default false */
  readonly keepRecords?: boolean
}

/**
 * One back-end style: how to sign in, refresh, revoke, and attach a grant to a request.
 *
 * A function ends the session only by throwing `REFRESH_REJECTED` (or, from `signIn`, refuses with `SIGN_IN_REJECTED`);
 * whatever else it throws counts as trouble on the way, and is tried again. `docs/write-your-own-source.md` shows one.
 */
export interface Source<User extends SessionUser = SessionUser, Input = unknown, C extends Challenge = never> {
  /** Keeps rows, locks and channels of different back ends apart. No user identifier. @default '' */
  readonly identity?: string
  /**
   * The server holds the session: it may know of one that this browser has not heard of, so a start that finds no row
   * asks `restore`, once; and a grant is used until it expires, for asking earlier tells nothing. @default false
   */
  readonly isServerHeld?: boolean
  /**
   * A refresh puts off the end by the server's idle limit: done only after somebody has used a page, once a quarter of
   * the grant's lifetime has passed. @default false
   */
  readonly isSliding?: boolean
  /** Of a server that holds the session: whether this page load may be back from a sign-in, so that a start asks. */
  isReturning?(): boolean
  /** Finishes a redirect, if this page load is one. */
  resume?(context: SourceContext): Promise<{ readonly grant: Grant<User>; readonly returnTo: string | null } | null>
  signIn(input: Input, context: SourceContext): Promise<Grant<User> | C>
  refresh(grant: Grant<User>, context: SourceContext): Promise<Grant<User>>
  /** Whether another grant can come after this one. @default true: ask, and see */
  canRefresh?(grant: Grant<User>): boolean
  /**
   * Gets a grant by what the browser sends by itself (an HttpOnly cookie), for a tab that knows somebody is signed in
   * but holds no grant. Without it such a tab is signed out.
   */
  restore?(context: SourceContext): Promise<Grant<User>>
  /**
   * Ends a grant at the server; resolves once the server has confirmed. `everywhere`: and the user's other sessions, if
   * `signOut` cannot do that once this one is over.
   */
  revoke?(grant: Grant<User>, context: SourceContext, options?: Pick<SignOutOptions, 'everywhere'>): Promise<void>
  /**
   * Ends the sign-in beyond the grant, such as the provider's own session; may navigate away. Called for a sign-out that
   * somebody asked for, once the grant is revoked; tried again later, at the next start at the latest, if it rejects.
   */
  signOut?(grant: Grant<User>, options: SignOutOptions, context: SourceContext): Promise<void>
  /** Returns the request with the grant on it. @default `Authorization: <type> <accessToken>`, if there are tokens */
  attach?(request: Request, grant: Grant<User>): Request | Promise<Request>
  /**
   * Sends a request to a trusted origin, whether or not anybody is signed in: for what each must carry, such as a token
   * against CSRF. @default `page.fetch(request)`
   */
  send?(request: Request, page: PageContext): Promise<Response>
  /** Returns what to send instead after `response`, or `null` to accept it. Asked once per call. */
  retry?(request: Request, response: Response, grant: Grant<User>): Promise<Request | null>
}
