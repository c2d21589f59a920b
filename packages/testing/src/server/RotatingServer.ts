import type { NetworkFault } from '../network/NetworkFault.ts'

export interface RotatingServerOptions {
  /** @default 'https://id.test' */
  readonly origin?: string
  /**
   * What a spent refresh token brings. `strict`: the end of its family. `grace`: the current tokens for `graceMs`, then
   * the end. `replay`: the same answer under the same `Idempotency-Key`, else the end.
   * @default 'strict'
   */
  readonly mode?: 'strict' | 'grace' | 'replay'
  /** In milliseconds. @default 10 000 */
  readonly graceMs?: number
  /** How long an access token holds, in milliseconds. @default 300 000 */
  readonly lifetime?: number
  /** How long the server thinks, in milliseconds. @default [20, 150] */
  readonly latency?: readonly [number, number]
  /** Keeps the refresh token in an HttpOnly cookie. @default false */
  readonly isByCookie?: boolean
  /** Names and passwords. @default { ada: 'ada', bob: 'bob' } */
  readonly users?: Readonly<Record<string, string>>
}

/** A refresh request, as the server saw it. */
export interface Presented {
  readonly token: string
  readonly key: string
  /** True time. */
  readonly at: number
  readonly result: 'rotated' | 'replayed' | 'graced' | 'reused' | 'unknown'
}

/** One sign-in and the tokens that came of it. */
export interface Family {
  readonly id: string
  readonly user: string
  /** The only refresh token that is not spent. */
  current: string
  end: 'revoked' | 'reused' | 'expired' | null
}

/** A request for something that needs a token. */
export interface Served {
  readonly url: string
  readonly headers: Headers
  readonly user: string | null
  readonly family: string | null
  readonly status: number
}

/**
 * A back end that rotates refresh tokens: `POST {url}/sign-in`, `/refresh` and `/revoke`. Any other path of its origin
 * wants an access token and answers `{ "user": … }`.
 */
export interface RotatingServer {
  readonly origin: string
  /** For `bearer({ url })`. */
  readonly url: string
  readonly presented: readonly Presented[]
  readonly families: readonly Family[]
  readonly served: readonly Served[]
  readonly counts: {
    readonly signIns: number
    readonly refreshes: number
    readonly reuses: number
    readonly revocations: number
  }
  /** How often each refresh token has been presented. */
  spends(): ReadonlyMap<string, number>
  /** Where a refresh or an access token belongs. */
  familyOf(token: string): Family | undefined
  /** Spoils the next `times` requests to a path such as `refresh`. Returns a function that takes it back. */
  fault(path: string, fault: NetworkFault, times?: number): () => void
  /** Ends a family, as an administrator does. */
  end(family: Family): void
}
