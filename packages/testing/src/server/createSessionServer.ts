import type { Exchange } from '../network/Exchange.ts'
import type { World } from '../world/World.ts'

export interface SessionServerOptions {
  /** @default the world's origin */
  readonly origin?: string
  /** Ends a session after so many milliseconds without a renewal or another request. @default 1 800 000 */
  readonly lifetime?: number
  /** How long the server thinks, in milliseconds. @default [20, 150] */
  readonly latency?: readonly [number, number]
  /** Names and passwords. @default { ada: 'ada', bob: 'bob' } */
  readonly users?: Readonly<Record<string, string>>
  /** Whether requests that may change something need `x-csrf-token`, which `{url}/csrf` gives. @default false */
  readonly hasCsrf?: boolean
}

/**
 * A back end that keeps the session itself and gives the browser an HttpOnly cookie: `{url}/session` (which puts nothing
 * off), `/sign-in`, `/renew`, `/sign-out` and `/csrf`. Every other path answers whose it is, and slides.
 */
export interface SessionServer {
  readonly url: string
  /** Whose sessions are alive. */
  liveUsers(): readonly string[]
  /** How often a path such as `renew` was asked for. */
  count(path: string): number
  /** Ends the sessions of a user at the server, of which nobody is told. */
  revoke(user: string): void
  /** Makes every token against CSRF another one. */
  changeTokens(): void
}

const COOKIE = 'sid'

/** Puts a back end with server-held sessions into the world. */
export function createSessionServer(world: World, options: SessionServerOptions = {}): SessionServer {
  const { origin = world.origin, lifetime = 1_800_000, latency = [20, 150], hasCsrf = false } = options
  const { users = { ada: 'ada', bob: 'bob' } } = options
  const sessions = new Map<string, { readonly user: string; until: number }>()
  const counts = new Map<string, number>()
  let epoch = 1

  const idOf = ({ cookies }: Exchange): string => new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(cookies)?.[1] ?? ''
  const tokenOf = (exchange: Exchange): string => `csrf-${epoch}-${idOf(exchange)}`
  const live = (id: string): { readonly user: string; until: number } | undefined => {
    const session = sessions.get(id)
    return session && session.until > world.trueTime() ? session : undefined
  }
  const show = (id: string, slides: boolean): Response => {
    const session = live(id)
    if (!session) return Response.json({ error: 'no_session' }, { status: 401 })
    if (slides) session.until = world.trueTime() + lifetime
    const secondsLeft = (session.until - world.trueTime()) / 1_000
    return Response.json({ user: { id: session.user }, secondsLeft })
  }
  const signIn = (exchange: Exchange): Response => {
    const { user, password } = JSON.parse(exchange.body) as { user: string; password: string }
    if (!Object.hasOwn(users, user) || users[user] !== password)
      return Response.json({ error: 'invalid_credentials' }, { status: 401 })
    sessions.delete(idOf(exchange))
    const id = `sid${sessions.size + 1}-${world.random.below(2 ** 30)}`
    sessions.set(id, { user, until: world.trueTime() + lifetime })
    const response = show(id, true)
    response.headers.set('set-cookie', `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax`)
    return response
  }
  const endAll = (name: string | undefined): void => {
    for (const [id, { user }] of sessions) if (user === name) sessions.delete(id)
  }
  const signOut = (exchange: Exchange): Response => {
    const { everywhere } = JSON.parse(exchange.body || '{}') as { everywhere?: boolean }
    if (everywhere) endAll(sessions.get(idOf(exchange))?.user)
    sessions.delete(idOf(exchange))
    return new Response(null, { status: 204, headers: { 'set-cookie': `${COOKIE}=; Path=/; HttpOnly; Max-Age=0` } })
  }
  const routes: Readonly<Record<string, (exchange: Exchange) => Response>> = {
    '/session': (exchange) => show(idOf(exchange), false),
    '/renew': (exchange) => show(idOf(exchange), true),
    '/csrf': (exchange) => Response.json({ token: tokenOf(exchange) }),
    '/sign-in': signIn,
    '/sign-out': signOut,
  }

  const url = `${origin}/auth`
  world.serve(origin, async (exchange) => {
    const think = world.random.between(...latency) / 2
    await exchange.wait(think)
    const path = exchange.url.pathname.replace(/^\/auth/, '')
    counts.set(path.slice(1), (counts.get(path.slice(1)) ?? 0) + 1)
    const isForged = hasCsrf && exchange.method !== 'GET' && exchange.headers.get('x-csrf-token') !== tokenOf(exchange)
    const route = routes[path] ?? routes['/renew']
    const response = isForged ? Response.json({ error: 'csrf' }, { status: 403 }) : (route?.(exchange) as Response)
    await exchange.wait(think)
    return response
  })

  return {
    url,
    liveUsers: () => [...sessions.keys()].flatMap((id) => live(id)?.user ?? []),
    count: (path) => counts.get(path) ?? 0,
    revoke: endAll,
    changeTokens: () => {
      epoch += 1
    },
  }
}
