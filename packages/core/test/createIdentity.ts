import type { Exchange } from '@holdfast/testing'

interface Family {
  readonly userId: string
  /** The refresh token that may be used next. */
  current: string
  isRevoked: boolean
}

/** An identity service with strict rotation: a refresh token used twice revokes all that came of one sign-in. */
export interface Identity {
  /** Life of an access token in seconds, as told and as kept. */
  lifetime: number
  /** Milliseconds of work per request. */
  delay: number
  /** Whether answers are kept by `Idempotency-Key`, and given again. */
  isReplaying: boolean
  /** Whether the refresh token travels in an HttpOnly cookie. */
  byCookie: boolean
  readonly refreshes: number
  readonly reuses: number
  /** Refresh tokens that were sent with more than one key. */
  readonly rekeyed: readonly string[]
  /** How many sign-ins are still good. */
  countAlive(): number
  /** Ends every sign-in. */
  revokeAll(): void
  readonly tokens: readonly string[]
  handle(exchange: Exchange): Promise<Response>
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const no = (status: number, error: string): Response => Response.json({ error }, { status })

export function createIdentity(): Identity {
  const families: Family[] = []
  const refreshTokens = new Map<string, Family>()
  const accessTokens = new Map<string, { readonly family: Family; readonly expiresAt: number }>()
  const answers = new Map<string, { readonly status: number; readonly body: string }>()
  const keys = new Map<string, Set<string>>()
  const issued: string[] = []
  let refreshes = 0
  let reuses = 0

  function issue(family: Family, { now }: Exchange): Response {
    const count = issued.length
    const accessToken = `${part({ alg: 'none' })}.${part({ sub: family.userId, count })}.canary${count}`
    family.current = `refresh-canary${count}`
    refreshTokens.set(family.current, family)
    accessTokens.set(accessToken, { family, expiresAt: now() + identity.lifetime * 1_000 })
    issued.push(accessToken, family.current)
    const body = { access_token: accessToken, expires_in: identity.lifetime, token_type: 'Bearer' }
    if (!identity.byCookie) return Response.json({ ...body, refresh_token: family.current })
    return Response.json(body, { headers: { 'set-cookie': `refresh=${family.current}; HttpOnly; Path=/` } })
  }

  function signIn(exchange: Exchange): Response {
    const { user, password } = JSON.parse(exchange.body) as { user: string; password?: string }
    if (password === 'wrong') return Response.json({ fields: { password: 'is wrong' } }, { status: 401 })
    const family = { userId: user, current: '', isRevoked: false }
    families.push(family)
    return issue(family, exchange)
  }

  function readToken({ body, cookies }: Exchange): string {
    if (identity.byCookie) return /refresh=([\w-]+)/.exec(cookies)?.[1] ?? ''
    return (JSON.parse(body) as { refresh_token?: string }).refresh_token ?? ''
  }

  async function refresh(exchange: Exchange): Promise<Response> {
    refreshes++
    const token = readToken(exchange)
    const key = exchange.headers.get('idempotency-key') ?? ''
    keys.set(token, (keys.get(token) ?? new Set()).add(key))
    const kept = identity.isReplaying ? answers.get(key) : undefined
    if (kept) return new Response(kept.body, { status: kept.status })
    const family = refreshTokens.get(token)
    if (!family || family.isRevoked) return no(400, 'invalid_grant')
    if (family.current !== token) {
      reuses++
      family.isRevoked = true
      return no(400, 'invalid_grant')
    }
    const response = issue(family, exchange)
    answers.set(key, { status: response.status, body: await response.clone().text() })
    return response
  }

  function revoke(exchange: Exchange): Response {
    const family = refreshTokens.get(readToken(exchange))
    if (family) family.isRevoked = true
    return new Response(null, { status: 204 })
  }

  function answerMe({ headers, now }: Exchange): Response {
    const known = accessTokens.get((headers.get('authorization') ?? '').replace(/^Bearer /, ''))
    if (!known || known.family.isRevoked || known.expiresAt <= now()) return no(401, 'invalid_token')
    return Response.json({ id: known.family.userId })
  }

  const identity: Identity = {
    lifetime: 600,
    delay: 50,
    isReplaying: false,
    byCookie: false,
    get refreshes() {
      return refreshes
    },
    get reuses() {
      return reuses
    },
    get rekeyed() {
      return [...keys].filter(([, used]) => used.size > 1).map(([token]) => token)
    },
    countAlive: () => families.filter(({ isRevoked }) => !isRevoked).length,
    revokeAll() {
      for (const family of families) family.isRevoked = true
    },
    tokens: issued,
    async handle(exchange) {
      const path = exchange.url.pathname
      if (path === '/me') return answerMe(exchange)
      if (path === '/auth/refresh') {
        const response = await refresh(exchange)
        await exchange.wait(identity.delay)
        return response
      }
      await exchange.wait(identity.delay)
      return path === '/auth/sign-in' ? signIn(exchange) : revoke(exchange)
    },
  }
  return identity
}
