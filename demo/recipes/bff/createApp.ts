import express, { type Express, type Request } from 'express'
import session from 'express-session'
import { addProvider, findPerson } from './addProvider.ts'

declare module 'express-session' {
  interface SessionData {
    sub: string
    sid: string
    /** Milliseconds since 1970. */
    endsAt: number
    returnUrl: string
  }
}

const lifetime = 8 * 3_600_000

/**
 * A back end for one front end that answers as Duende's BFF does, whose pages say how: `/bff/user`, `/bff/login` and
 * `/bff/logout`. Tokens, had it any, would stay in its session.
 */
export function createApp(store: session.Store = new session.MemoryStore()): Express {
  const app = express()
  app.use(
    session({
      name: 'bff',
      secret: 'keyboard cat',
      resave: false,
      saveUninitialized: false,
      store,
      cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto' },
    }),
  )

  // A foreign page can send a request, but not this header without being asked about by CORS.
  const isOwn = (request: Request): boolean => request.get('x-csrf') === '1'
  const isAlive = ({ session }: Request): boolean => (session.endsAt ?? 0) > Date.now()

  app.get('/bff/login', (request, response) => {
    request.session.returnUrl = toLocal(request.query['returnUrl'])
    response.redirect('/provider')
  })
  addProvider(app, lifetime)

  app.get('/bff/user', (request, response) => {
    response.set('cache-control', 'no-store')
    if (!isOwn(request) || !isAlive(request)) return response.status(401).end()
    if (request.query['slide'] !== 'false') request.session.endsAt = Date.now() + lifetime
    const { sub = '', sid = '', endsAt = 0 } = request.session
    return response.json([
      { type: 'sub', value: sub },
      { type: 'name', value: findPerson(sub)?.name },
      { type: 'sid', value: sid },
      { type: 'bff:logout_url', value: `/bff/logout?sid=${sid}` },
      { type: 'bff:session_expires_in', value: Math.floor((endsAt - Date.now()) / 1_000) },
    ])
  })

  app.get('/bff/logout', (request, response, next) => {
    // A link on a foreign page cannot know it.
    if (request.session.sid !== request.query['sid']) return response.status(400).end()
    return request.session.destroy((failure) => {
      if (failure) return next(failure)
      return response.clearCookie('bff').redirect(toLocal(request.query['returnUrl']))
    })
  })

  app.get('/api/orders', (request, response) =>
    isOwn(request) && isAlive(request) ? response.json([]) : response.status(401).end(),
  )

  return app
}

/** A path of this site, or its root: a foreign address would make of this server somebody's signpost. */
function toLocal(url: unknown): string {
  return typeof url === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(url) ? url : '/'
}
