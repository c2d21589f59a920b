import type { Exchange, Handler } from '../network/Exchange.ts'
import type { World } from '../world/World.ts'
import { createTokenBook, type TokenJson } from './createTokenBook.ts'
import type { Family, RotatingServer, RotatingServerOptions, Served } from './RotatingServer.ts'

type Counts = { -readonly [K in keyof RotatingServer['counts']]: number }

const COOKIE = 'refresh'

/** Puts a back end with rotating refresh tokens into the world. */
export function createRotatingServer(world: World, options: RotatingServerOptions = {}): RotatingServer {
  const { origin = 'https://id.test', mode = 'strict', graceMs = 10_000, lifetime = 300_000 } = options
  const { latency = [20, 150], isByCookie = false, users = { ada: 'ada', bob: 'bob' } } = options
  const book = createTokenBook({ mode, graceMs, lifetime }, world.trueTime)
  const counts: Counts = { signIns: 0, refreshes: 0, reuses: 0, revocations: 0 }
  const served: Served[] = []

  const respond = (tokens: TokenJson): Response => {
    if (!isByCookie) return Response.json(tokens)
    const { refresh_token, ...rest } = tokens
    return Response.json(rest, { headers: { 'set-cookie': `${COOKIE}=${refresh_token}; Path=/; HttpOnly` } })
  }
  const refuse = (): Response => Response.json({ error: 'invalid_grant' }, { status: 400 })

  const signIn = (exchange: Exchange): Response => {
    const { user, password } = readJson(exchange)
    const isKnown = typeof user === 'string' && Object.hasOwn(users, user) && users[user] === password
    if (!isKnown) return Response.json({ error: 'invalid_grant', fields: { password: 'is wrong' } }, { status: 401 })
    counts.signIns += 1
    return respond(book.begin(user))
  }
  const refresh = (exchange: Exchange): Response => {
    counts.refreshes += 1
    const tokens = book.refresh(tokenOf(exchange), exchange.headers.get('idempotency-key') ?? '')
    if (book.presented.at(-1)?.result === 'reused') counts.reuses += 1
    return tokens ? respond(tokens) : refuse()
  }
  const revoke = (exchange: Exchange): Response => {
    counts.revocations += 1
    const family = book.familyOf(tokenOf(exchange))
    if (family) family.end ??= 'revoked'
    const headers = isByCookie ? { 'set-cookie': `${COOKIE}=; Path=/; HttpOnly; Max-Age=0` } : {}
    return Response.json({}, { headers })
  }
  const serve = ({ url, headers }: Exchange): Response => {
    const family = book.check((headers.get('authorization') ?? '').replace(/^Bearer /, ''))
    served.push({
      url: url.href,
      headers,
      user: family?.user ?? null,
      family: family?.id ?? null,
      status: family ? 200 : 401,
    })
    return family ? Response.json({ user: family.user }) : Response.json({ error: 'invalid_token' }, { status: 401 })
  }
  const tokenOf = (exchange: Exchange): string => {
    const sent = isByCookie
      ? new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(exchange.cookies)?.[1]
      : readJson(exchange)['refresh_token']
    return typeof sent === 'string' ? sent : ''
  }

  const endpoints: Readonly<Record<string, (exchange: Exchange) => Response>> = {
    '/auth/sign-in': signIn,
    '/auth/refresh': refresh,
    '/auth/revoke': revoke,
  }
  const handler: Handler = async (exchange) => {
    // The work is done in the midst: a tab may die before it, or before it hears of it.
    const think = world.random.between(...latency) / 2
    await exchange.wait(think)
    const response = (endpoints[exchange.url.pathname] ?? serve)(exchange)
    await exchange.wait(think)
    return response
  }
  world.serve(origin, handler)

  return {
    origin,
    url: `${origin}/auth`,
    presented: book.presented,
    families: book.families,
    served,
    counts,
    spends: () => {
      const spends = new Map<string, number>()
      for (const { token } of book.presented) spends.set(token, (spends.get(token) ?? 0) + 1)
      return spends
    },
    familyOf: book.familyOf,
    fault: (path, fault, times = 1) => world.fault({ url: `${origin}/auth/${path}`, fault, times }),
    end: (family: Family) => {
      family.end ??= 'expired'
    },
  }
}

function readJson({ body }: Exchange): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(body) as Record<string, unknown> | null) ?? {}
  } catch {
    return {}
  }
}
