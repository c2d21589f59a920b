/** Where something can be made to fail. */
export type Endpoint =
  | 'sign-in'
  | 'refresh'
  | 'revoke'
  | 'session-probe'
  | 'session-sign-in'
  | 'session-renew'
  | 'session-sign-out'
  | 'session-csrf'
  | 'cart'
  | 'orders'

export interface Failures {
  /** `any`: all of them. */
  readonly endpoint: Endpoint | 'any'
  /**
   * `status`: answers `status`; `html`: a proxy's page; `not-json`: JSON cut short; `drop-before` and `hang`: nothing is
   * done and nothing answered; `drop-after`: it is done, and the answer lost; `expires-in`: it is done, and answered with
   * `value` as the literal of `expires_in`.
   */
  readonly kind: 'status' | 'html' | 'not-json' | 'drop-before' | 'drop-after' | 'hang' | 'expires-in'
  /** Of `status` (500 where it is left out) and `html` (200). */
  readonly status?: number
  /** The `Retry-After` header, in seconds or as a date. */
  readonly retryAfter?: number | string
  /** For how many requests; `null`: until changed. */
  readonly count: number | null
  /** A JSON literal, such as `-1`, `1e400`, `"3600"`; left out: the answer has no `expires_in`. */
  readonly value?: string | number | null
}

/** How the demo's back end behaves; changed while it runs. */
export interface Settings {
  /** Of access tokens, in seconds. */
  readonly tokenLifetime: number
  /** Whether a spent refresh token revokes its family at once, or still rotates for `graceMs` milliseconds. */
  readonly rotation: 'strict' | 'grace'
  readonly graceMs: number
  /** Whether the answer to an `Idempotency-Key` seen before is given again. */
  readonly replay: boolean
  /** How long identity waits before it does anything, in milliseconds. */
  readonly delay: number
  /** How long identity keeps the answer back once it is done, in milliseconds. */
  readonly answerDelay: number
  /** How long orders and the cart wait before they do anything, in milliseconds. */
  readonly ordersDelay: number
  readonly failures: Failures | null
  /** Whether orders refuse every access token. */
  readonly rejectAccessTokens: boolean
  /** Of a server session that is not renewed, in seconds; said at its start and at each renewal. */
  readonly sessionLifetime: number
  /** Whether the store of the server sessions fails. */
  readonly storeDown: boolean
}

export const defaultSettings: Settings = {
  tokenLifetime: 300,
  rotation: 'strict',
  graceMs: 10_000,
  replay: true,
  delay: 0,
  answerDelay: 0,
  ordersDelay: 0,
  failures: null,
  rejectAccessTokens: false,
  sessionLifetime: 1800,
  storeDown: false,
}
