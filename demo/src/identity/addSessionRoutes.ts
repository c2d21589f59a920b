import type { FastifyInstance } from 'fastify'
import type { Note } from '../control/ShopEvent.ts'
import type { SessionEnds } from '../sessions/createSessionEnds.ts'
import type { HeldSession } from '../sessions/HeldSession.ts'
import type { ServerSessions } from '../sessions/ServerSessions.ts'
import type { SignInBody } from './addIdentityRoutes.ts'
import type { Account, Accounts } from './createAccounts.ts'
import { signInSchema, signOutSchema } from './identitySchemas.ts'
import { refuseCredentials, refuseSession } from './refusals.ts'

export interface SessionRoutesParts {
  readonly accounts: Accounts
  readonly sessions: ServerSessions
  readonly ends: SessionEnds
  readonly note: Note
}

/** Sign-in, renewal and sign-out with a session that the server keeps, and a probe that tells who is signed in. */
export function addSessionRoutes(app: FastifyInstance, { accounts, sessions, ends, note }: SessionRoutesParts): void {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))

  app.get('/', async ({ held }, reply) => (held ? toAnswer(held) : refuseSession(reply)))
  app.get('/csrf', async (request, reply) => ({ token: reply.generateCsrf({ userInfo: sessions.bindingOf(request) }) }))

  app.post<{ Body: SignInBody }>('/sign-in', { schema: signInSchema }, async (request, reply) => {
    const account = await accounts.authenticate(request.body.email, request.body.password)
    if (!account) {
      note({ what: 'sign-in-refused' })
      return refuseCredentials(reply)
    }
    const held = await sessions.start(request, account)
    note({ what: 'signed-in', user: account.email, detail: 'server session' })
    return toAnswer(held)
  })
  app.post('/renew', async (request, reply) => {
    const held = await sessions.renew(request)
    if (!held) return refuseSession(reply)
    note({ what: 'session-renewed', user: held.user.email })
    return toAnswer(held)
  })
  app.post<{ Body: { everywhere?: boolean } }>('/sign-out', { schema: signOutSchema }, async (request, reply) => {
    const { held, body } = request
    if (held && body.everywhere) await ends.endUser(held.user.id)
    await sessions.end(request, reply)
    if (held) note({ what: 'session-ended', user: held.user.email, ...(body.everywhere && { detail: 'everywhere' }) })
    return reply.code(204).send()
  })
}

interface SessionAnswer {
  readonly user: Account
  readonly secondsLeft: number
}

function toAnswer({ user: { id, name, email, permissions }, expiresAt }: HeldSession): SessionAnswer {
  return {
    user: { id, name, email, permissions },
    secondsLeft: Math.max(0, Math.floor((expiresAt - Date.now()) / 1000)),
  }
}
