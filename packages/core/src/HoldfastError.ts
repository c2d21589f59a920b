/** What went wrong, sorted by who must act: developer, request, user, time, environment, attacker or bug. */
export type ErrorCode =
  | 'INVALID_OPTION'
  | 'NOT_PROVIDED'
  | 'STOPPED'
  | 'BROWSER_ONLY'
  | 'NO_TOKEN'
  | 'RECORD_INVALID'
  | 'RECORD_READ_ONLY'
  | 'SIGN_IN_REJECTED'
  | 'SUPERSEDED'
  | 'AUTHORIZATION_DENIED'
  | 'INTERACTION_REQUIRED'
  | 'POPUP_BLOCKED'
  | 'POPUP_CLOSED'
  | 'CHALLENGE_EXPIRED'
  | 'LIMIT_EXCEEDED'
  | 'CURRENCY_MISMATCH'
  | 'SIGNED_OUT'
  | 'REFRESH_REJECTED'
  | 'OFFLINE'
  | 'TIMEOUT'
  | 'RATE_LIMITED'
  | 'SERVER_UNAVAILABLE'
  | 'ANSWER_INVALID'
  | 'REVOKE_FAILED'
  | 'DISCOVERY_FAILED'
  | 'STORAGE_UNAVAILABLE'
  | 'STORAGE_FULL'
  | 'STORAGE_CORRUPT'
  | 'LOCK_UNAVAILABLE'
  | 'STATE_MISMATCH'
  | 'NONCE_MISMATCH'
  | 'ISSUER_MISMATCH'
  | 'ID_TOKEN_INVALID'
  | 'UNTRUSTED_ORIGIN'

export interface ErrorDetails {
  /** The original error, if there was one. */
  readonly cause?: unknown
  /** What the server said of the request, such as messages for the fields of a form. Never a token. */
  readonly detail?: unknown
}

/** The one class of error that Holdfast throws, rejects with and puts into snapshots. */
export class HoldfastError extends Error {
  override readonly name = 'HoldfastError'
  readonly code: ErrorCode
  readonly detail?: unknown

  constructor(code: ErrorCode, message: string, { cause, detail }: ErrorDetails = {}) {
    super(message, cause === undefined ? cause : { cause })
    this.code = code
    this.detail = detail
  }
}

/** Tells whether `error` is Holdfast's, with one of `codes` if any are given; works across copies of the package. */
export function isHoldfastError<Code extends ErrorCode>(
  error: unknown,
  ...codes: Code[]
): error is HoldfastError & { readonly code: Code } {
  const { name, code } = (error ?? {}) as Partial<HoldfastError>
  return name === 'HoldfastError' && (!codes[0] || codes.includes(code as Code))
}
