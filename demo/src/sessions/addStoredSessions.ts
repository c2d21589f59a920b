import { callbackify } from 'node:util'
import type { FastifySessionObject, SessionStore as LibraryStore } from '@fastify/session'
import fastifySession from '@fastify/session'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { SessionEnds } from './createSessionEnds.ts'
import type { HeldSession, SessionData } from './HeldSession.ts'
import { readSessionData } from './HeldSession.ts'
import type { ServerSessions } from './ServerSessions.ts'
import { sessionCookie, sessionCookieAttributes } from './ServerSessions.ts'
import type { SessionStore } from './SessionStore.ts'

export interface StoredOptions {
  readonly store: SessionStore
  readonly secret: string
  readonly ends: SessionEnds
  /** In milliseconds. */
  readonly lifetime: () => number
}

type Loaded = FastifySessionObject & Partial<SessionData>

/** Keeps sessions in a store, and an id in an HttpOnly cookie. */
export async function addStoredSessions(app: FastifyInstance, options: StoredOptions): Promise<ServerSessions> {
  const { store, secret, ends, lifetime } = options
  const loadedOf = new WeakMap<FastifyRequest, Loaded>()
  await app.register(fastifySession, {
    secret,
    store: toLibraryStore(store),
    cookieName: sessionCookie,
    cookie: sessionCookieAttributes,
    rolling: false,
    saveUninitialized: false,
  })
  app.addHook('onRequest', async (request) => {
    const loaded = request.getDecorator<Loaded>('session')
    loadedOf.set(request, loaded)
    // The library would clear a cookie that it does not know: a late probe of one tab, another tab's new cookie.
    request.setDecorator('session', {})
    const data = readSessionData(loaded)
    const held = data && { id: loaded.sessionId, ...data }
    request.held = held && (await ends.isEnded(held)) ? null : held
  })

  async function save(session: Loaded, data: SessionData): Promise<HeldSession> {
    Object.assign(session, data)
    session.options({ maxAge: data.expiresAt - Date.now() })
    await session.save()
    return { id: session.sessionId, ...data }
  }

  return {
    async start(request, user) {
      if (request.held) await ends.endSession(request.held.id)
      await loadedOf.get(request)?.regenerate()
      const now = Date.now()
      return save(request.getDecorator<Loaded>('session'), { user, startedAt: now, expiresAt: now + lifetime() })
    },
    async renew(request) {
      const loaded = loadedOf.get(request)
      if (!request.held || !loaded) return null
      const { user, startedAt } = request.held
      const renewed = await save(loaded, { user, startedAt, expiresAt: Date.now() + lifetime() })
      if (await ends.isEnded(renewed)) {
        await loaded.destroy()
        return null
      }
      request.setDecorator('session', loaded)
      return renewed
    },
    async end(request, reply) {
      if (request.held) {
        await ends.endSession(request.held.id)
        await loadedOf.get(request)?.destroy()
      }
      reply.clearCookie(sessionCookie, sessionCookieAttributes)
    },
    bindingOf: ({ cookies }) => cookies[sessionCookie] ?? 'guest',
  }
}

function toLibraryStore(store: SessionStore): LibraryStore {
  const get = callbackify(async (id: string) => readSessionData(await store.get(id)))
  const set = callbackify(async (id: string, session: Partial<SessionData>) => {
    // The library sets a session before there is anything in it.
    const data = readSessionData(session)
    if (data) await store.set(id, { ...data }, data.expiresAt - Date.now())
  })
  const destroy = callbackify((id: string) => store.delete(id))
  return { get, set, destroy } as unknown as LibraryStore
}
