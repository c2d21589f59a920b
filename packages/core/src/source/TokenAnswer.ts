/** The JSON of a token endpoint. @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1 */
export interface TokenAnswer {
  readonly access_token: string
  readonly refresh_token?: string
  readonly id_token?: string
  /** Seconds. */
  readonly expires_in?: number
  readonly token_type?: string
}

/** What a function of an app's own may resolve with. */
export type Answer = Response | TokenAnswer
