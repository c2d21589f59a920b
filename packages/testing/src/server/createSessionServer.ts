import type { Exchange } from '../network/Exchange.ts'
import type { World } from '../world/World.ts'

export interface SessionServerOptions {
  /** @default the world's origin */
  readonly origin?: string
  /** Ends a session after so many milliseconds without a request. @default 1 800 000 */
  readonly lifetime?: number
  /** How long the server thinks, in milliseconds. @default [20, 150] */
  readonly latency?: readonly [number, number]
  /** Names and passwords. @default { ada: 'ada', bob: 'bob' } */
  readonly users?: Readonly<Record<string, string>>
}

/** A back end that keeps the session itself and gives the browser an HttpOnly cookie: `{url}/login`, `/probe`, `/logout`. */
export interface SessionServer {
  readonly url: string
  /** Whose sessions are alive. */
  liveUsers(): readonly string[]
}

const COOKIE = 'sid'

/** Puts a back end with server-held sessions into the world. */
export function createSessionServer(world: World, options: SessionServerOptions = {}): SessionServer {
  const { origin = world.origin, lifetime = 1_800_000, latency = [20, 150] } = options
  const { users = { ada: 'ada', bob: 'bob' } } = options
  const sessions = new Map<string, { readonly user: string; until: number }>()

  const find = ({ cookies }: Exchange): string => new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(cookies)?.[1] ?? ''
  const slide = (id: string): Response => {
    const session = sessions.get(id)
    if (!session || session.until <= world.trueTime()) return Response.json({ error: 'no session' }, { status: 401 })
    session.until = world.trueTime() + lifetime
    return Response.json({ user: session.user, secondsLeft: lifetime / 1_000 })
  }
  const login = (exchange: Exchange): Response => {
    const { user, password } = JSON.parse(exchange.body) as { user: string; password: string }
    if (!Object.hasOwn(users, user) || users[user] !== password)
      return Response.json({ error: 'wrong password' }, { status: 401 })
    const id = `sid${sessions.size + 1}-${world.random.below(2 ** 30)}`
    sessions.set(id, { user, until: world.trueTime() + lifetime })
    const response = slide(id)
    response.headers.set('set-cookie', `${COOKIE}=${id}; Path=/; HttpOnly`)
    return response
  }
  const logout = (exchange: Exchange): Response => {
    sessions.delete(find(exchange))
    return Response.json({}, { headers: { 'set-cookie': `${COOKIE}=; Path=/; HttpOnly; Max-Age=0` } })
  }

  world.serve(origin, async (exchange) => {
    const think = world.random.between(...latency) / 2
    await exchange.wait(think)
    const path = exchange.url.pathname
    const response =
      path === '/bff/login' ? login(exchange) : path === '/bff/logout' ? logout(exchange) : slide(find(exchange))
    await exchange.wait(think)
    return response
  })

  return {
    url: `${origin}/bff`,
    liveUsers: () => [...sessions.values()].filter(({ until }) => until > world.trueTime()).map(({ user }) => user),
  }
}
