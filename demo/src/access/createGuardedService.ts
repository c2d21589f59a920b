import type { FastifyInstance } from 'fastify'
import { acceptEmptyJson } from '../http/acceptEmptyJson.ts'
import { createService } from '../http/createService.ts'
import type { ServerSessionParts } from '../sessions/addServerSessions.ts'
import { addServerSessions } from '../sessions/addServerSessions.ts'
import type { Gate } from './requireCaller.ts'
import type { VerifyAccessToken } from './verifyAccessToken.ts'

export interface GuardedParts extends ServerSessionParts {
  readonly verify: VerifyAccessToken
  /** Whether a token issued at this time, in milliseconds since 1970, is still taken. */
  readonly accepts: (issuedAt: number) => boolean
}

/** A service for people who are signed in, by a token or a server session, with the gate its routes stand behind. */
export async function createGuardedService(parts: GuardedParts): Promise<{ service: FastifyInstance; gate: Gate }> {
  const { verify, accepts, note } = parts
  const service = createService()
  acceptEmptyJson(service)
  service.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))
  await addServerSessions(service, parts)
  service.decorateRequest('caller', null)
  return { service, gate: { verify, accepts, onRefused: (detail) => note({ what: 'access-refused', detail }) } }
}
