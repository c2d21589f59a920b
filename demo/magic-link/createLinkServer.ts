import type { World } from '@holdfast/testing'

/** What somebody reads in their mail. */
export interface Mail {
  readonly email: string
  readonly link: string
  readonly code: string
}

interface Visit {
  readonly email: string
  refreshToken: string
  /** What was answered to tokens that are spent. */
  readonly spent: Map<string, { readonly key: string; readonly answer: string }>
}

/** A back end that signs in by e-mail, in a world of tabs. */
export interface LinkServer {
  readonly url: string
  readonly mails: readonly Mail[]
  /** Sends a mail as if somebody had asked for it. */
  send(email: string): Mail
  /** How many sign-ins are still good. */
  countAlive(): number
}

const lifetime = 300
const goodFor = 600_000

export function createLinkServer(world: World): LinkServer {
  const mails: Mail[] = []
  const open = new Map<string, { readonly mail: Mail; readonly until: number }>()
  const visits = new Set<Visit>()
  let count = 0

  const send = (email: string): Mail => {
    const token = `link-${++count}-${world.random.below(2 ** 30)}`
    const code = String(world.random.below(900_000) + 100_000)
    const mail = { email, link: `${world.origin}/orders?token=${token}&page=2#top`, code }
    mails.push(mail)
    open.set(token, { mail, until: world.trueTime() + goodFor })
    return mail
  }

  const grant = (visit: Visit): string => {
    visit.refreshToken = `refresh-${++count}`
    return JSON.stringify({
      user: { id: visit.email, email: visit.email },
      access_token: `access-${count}`,
      refresh_token: visit.refreshToken,
      expires_in: lifetime,
    })
  }

  const signIn = (body: Readonly<Record<string, unknown>>): string | null => {
    const isMeant = (token: string, { email, code }: Mail): boolean =>
      body['token'] === undefined ? email === body['email'] && code === body['code'] : body['token'] === token
    const [token, found] = [...open].find(([token, { mail }]) => isMeant(token, mail)) ?? []
    if (token === undefined || !found || found.until <= world.trueTime()) return null
    // Link and code are two forms of one proof, which is good once.
    open.delete(token)
    const visit: Visit = { email: found.mail.email, refreshToken: '', spent: new Map() }
    visits.add(visit)
    return grant(visit)
  }

  const refresh = (token: string, key: string): string | null => {
    for (const visit of visits) {
      const spent = visit.spent.get(token)
      // A lost answer is given again to whoever asks again under the same key.
      if (spent && key !== '' && spent.key === key) return spent.answer
      // Whoever else has a spent token may be a thief, or have been robbed.
      if (spent) visits.delete(visit)
      if (visit.refreshToken !== token) continue
      const answer = grant(visit)
      visit.spent.set(token, { key, answer })
      return answer
    }
    return null
  }

  world.serve(world.origin, async (exchange) => {
    await exchange.wait(world.random.between(20, 150))
    const body = JSON.parse(exchange.body || '{}') as Readonly<Record<string, unknown>>
    const key = exchange.headers.get('idempotency-key') ?? ''
    const path = exchange.url.pathname.replace('/link/', '')
    if (path === 'send') {
      send(String(body['email']))
      // The same for an address that nobody has: it must not be told who has an account.
      return new Response(null, { status: 202 })
    }
    if (path === 'revoke') {
      for (const visit of visits) if (visit.refreshToken === body['refresh_token']) visits.delete(visit)
      return new Response(null, { status: 204 })
    }
    const answer = path === 'sign-in' ? signIn(body) : refresh(String(body['refresh_token']), key)
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
    return answer === null
      ? Response.json({ error: 'unknown' }, { status: 401, headers })
      : new Response(answer, { headers })
  })

  return { url: '/link', mails, send, countAlive: () => visits.size }
}
