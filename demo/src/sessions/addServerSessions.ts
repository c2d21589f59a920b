import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Note } from '../control/ShopEvent.ts'
import { addSealedSessions } from './addSealedSessions.ts'
import { addStoredSessions } from './addStoredSessions.ts'
import type { SessionEnds } from './createSessionEnds.ts'
import type { Secrets } from './readSecrets.ts'
import type { ServerSessions } from './ServerSessions.ts'
import { sessionCookie, sessionCookieAttributes } from './ServerSessions.ts'
import type { SessionStore } from './SessionStore.ts'

export interface ServerSessionParts {
  /** `sealed`: everything in an encrypted cookie. */
  readonly store: SessionStore | 'sealed'
  readonly ends: SessionEnds
  readonly secrets: Secrets
  /** Of a session that is not renewed, in milliseconds. */
  readonly lifetime: () => number
  readonly note: Note
}

/** Whether a request speaks for an access token, and for nothing else; no page of another site can make a browser send one. */
export const bearsToken = ({ headers }: FastifyRequest): boolean => /^Bearer\b/i.test(headers.authorization ?? '')

/** Reads the server session of each request to `app`, and refuses unsafe ones that have no CSRF token for it. */
export async function addServerSessions(app: FastifyInstance, parts: ServerSessionParts): Promise<ServerSessions> {
  const { store, ends, secrets, lifetime, note } = parts
  app.decorateRequest('held', null)
  await app.register(cookie, { secret: secrets.cookies })
  app.addHook('onRequest', async (request) => {
    if (bearsToken(request)) delete request.cookies[sessionCookie]
  })
  const sessions = await (store === 'sealed'
    ? addSealedSessions(app, { key: secrets.sealing, lifetime })
    : addStoredSessions(app, { store, secret: secrets.cookies, ends, lifetime }))

  await app.register(csrf, {
    cookieKey: 'shop_csrf',
    cookieOpts: { ...sessionCookieAttributes, signed: true },
    csrfOpts: { hmacKey: secrets.csrf, userInfo: true },
    getToken: ({ headers }) => headers['x-csrf-token']?.toString(),
    getUserInfo: sessions.bindingOf,
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (['GET', 'HEAD'].includes(request.method) || bearsToken(request)) return done()
    app.csrfProtection(request, reply, done)
  })
  app.addHook('onError', async (_request, _reply, { code }) => {
    if (code?.startsWith('FST_CSRF_')) note({ what: 'csrf-refused' })
  })
  return sessions
}
