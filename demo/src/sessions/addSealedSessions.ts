import { randomUUID } from 'node:crypto'
import type { Session } from '@fastify/secure-session'
import secureSession from '@fastify/secure-session'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readSessionData } from './HeldSession.ts'
import type { ServerSessions } from './ServerSessions.ts'
import { sessionCookie, sessionCookieAttributes } from './ServerSessions.ts'

export interface SealedOptions {
  /** 32 bytes in base64. */
  readonly key: string
  /** In milliseconds. */
  readonly lifetime: () => number
}

/** Longer than any session lives without being renewed, in seconds. */
const expiry = 31 * 24 * 3600

/**
 * Keeps all of a session in an encrypted cookie, and nothing at the server. What it cannot do is end one: a copy of the
 * cookie that was taken before a sign-out holds until it expires, and "sign out everywhere" reaches this browser alone.
 */
export async function addSealedSessions(
  app: FastifyInstance,
  { key, lifetime }: SealedOptions,
): Promise<ServerSessions> {
  await app.register(secureSession, {
    sessionName: 'sealed',
    cookieName: sessionCookie,
    cookie: { ...sessionCookieAttributes },
    key,
    expiry,
  })
  const sealedOf = (request: FastifyRequest) => request.getDecorator<Session>('sealed')
  const idOf = (request: FastifyRequest): string => String(sealedOf(request).get('id') ?? 'guest')
  app.addHook('onRequest', async (request) => {
    const data = readSessionData(sealedOf(request).data())
    request.held = data && { id: idOf(request), ...data }
  })

  return {
    async start(request, user) {
      const sealed = sealedOf(request)
      const now = Date.now()
      const held = { id: randomUUID(), user, startedAt: now, expiresAt: now + lifetime() }
      sealed.regenerate()
      for (const [name, value] of Object.entries(held)) sealed.set(name as never, value as never)
      sealed.options({ maxAge: lifetime() / 1000 })
      return held
    },
    async renew(request) {
      if (!request.held) return null
      const sealed = sealedOf(request)
      const expiresAt = Date.now() + lifetime()
      sealed.set('expiresAt' as never, expiresAt as never)
      sealed.options({ maxAge: lifetime() / 1000 })
      return { ...request.held, expiresAt }
    },
    async end(request) {
      sealedOf(request).delete()
    },
    bindingOf: idOf,
  }
}
