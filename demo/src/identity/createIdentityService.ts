import cookie from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import { acceptEmptyJson } from '../http/acceptEmptyJson.ts'
import { createService } from '../http/createService.ts'
import type { ServerSessionParts } from '../sessions/addServerSessions.ts'
import { addServerSessions } from '../sessions/addServerSessions.ts'
import { addCookieRoutes } from './addCookieRoutes.ts'
import { addIdentityRoutes } from './addIdentityRoutes.ts'
import { addSessionRoutes } from './addSessionRoutes.ts'
import type { AccessTokens } from './createAccessTokens.ts'
import type { Accounts } from './createAccounts.ts'
import type { Identity } from './createIdentity.ts'

export interface IdentityServiceParts extends ServerSessionParts {
  readonly identity: Identity
  readonly accounts: Accounts
  readonly accessTokens: AccessTokens
}

/** Signs people in and out, by tokens, by a token in a cookie, and by server sessions. */
export async function createIdentityService(parts: IdentityServiceParts): Promise<FastifyInstance> {
  const { identity, accounts, accessTokens, ends, note } = parts
  const service = createService()
  acceptEmptyJson(service)
  await service.register(async (scope) => addIdentityRoutes(scope, identity, accessTokens), { prefix: '/identity' })
  await service.register(
    async (scope) => {
      await scope.register(cookie)
      addCookieRoutes(scope, identity)
    },
    { prefix: '/identity/cookie' },
  )
  await service.register(
    async (scope) => {
      const sessions = await addServerSessions(scope, parts)
      addSessionRoutes(scope, { accounts, sessions, ends, note })
    },
    { prefix: '/identity/session' },
  )
  return service
}
