/** A request as a server sees it. */
export interface Exchange {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: string
  /** The `Cookie` header. */
  readonly cookies: string
  /** True time in milliseconds since 1970. */
  now(): number
  /** Resolves after so many milliseconds of the world's time. */
  wait(ms: number): Promise<void>
}

/** Answers requests; it may wait for nothing but promises and `exchange.wait`. */
export type Handler = (exchange: Exchange) => Response | Promise<Response>
