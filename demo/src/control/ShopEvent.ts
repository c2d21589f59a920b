/** Something that happened at the server. */
export interface ShopEvent {
  readonly what:
    | 'signed-in'
    | 'sign-in-refused'
    | 'rotated'
    | 'replayed'
    | 'reuse-detected'
    | 'refresh-refused'
    | 'key-conflict'
    | 'revoked'
    | 'revoke-ignored'
    | 'session-renewed'
    | 'session-ended'
    | 'sessions-revoked'
    | 'csrf-refused'
    | 'order-placed'
    | 'product-changed'
    | 'access-refused'
    | 'fault'
    | 'csp-violation'
  /** An e-mail address. */
  readonly user?: string | undefined
  readonly family?: string | undefined
  /** The hash of a token, never the token. */
  readonly token?: string | undefined
  readonly detail?: string | undefined
}

export type Note = (event: ShopEvent) => void
