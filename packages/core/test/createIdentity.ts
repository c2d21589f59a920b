import { createRotatingServer, type Handler, type RotatingServerOptions, type World } from '@holdfast/testing'

/** What tests ask about the identity service of a shop. */
export interface Identity {
  readonly refreshes: number
  /** How often a spent token was presented where nothing excused it. */
  readonly reuses: number
  /** Refresh tokens that were sent under more than one key. */
  readonly rekeyed: readonly string[]
  /** Access and refresh tokens in turn, as they were issued. */
  readonly tokens: readonly string[]
  /** How many sign-ins are still good. */
  countAlive(): number
  /** Ends every sign-in. */
  revokeAll(): void
}

/** Puts an identity service on the world's own origin, strict unless told otherwise. */
export function createIdentity(world: World, options: RotatingServerOptions = {}): Identity {
  const tokens: string[] = []
  const noting = (handle: Handler): Handler => {
    return async (exchange) => {
      const response = await handle(exchange)
      const body = (await response.clone().json()) as { access_token?: string; refresh_token?: string }
      if (body.access_token) tokens.push(body.access_token, body.refresh_token ?? 'in a cookie')
      return response
    }
  }
  const serve: World['serve'] = (origin, handle) => world.serve(origin, noting(handle))
  const users = { ann: 'ann', bob: 'bob', cid: 'cid' }
  const { counts, families, presented, end } = createRotatingServer(
    { ...world, serve },
    { origin: world.origin, lifetime: 600_000, latency: [50, 50], users, ...options },
  )
  return {
    get refreshes() {
      return counts.refreshes
    },
    get reuses() {
      return counts.reuses
    },
    get rekeyed() {
      const keysOf = (token: string): Set<string> =>
        new Set(presented.filter((sent) => sent.token === token).map(({ key }) => key))
      return presented.map(({ token }) => token).filter((token) => keysOf(token).size > 1)
    },
    tokens,
    countAlive: () => families.filter((family) => !family.end).length,
    revokeAll: () => families.forEach(end),
  }
}
