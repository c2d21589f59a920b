import type { FastifyInstance } from 'fastify'
import fastify from 'fastify'
import { answerErrors } from './answerErrors.ts'
import { refuseOtherSites } from './refuseOtherSites.ts'

/** A server without routes yet, on which all services of the shop, and its gateway, are built. */
export function createService(): FastifyInstance {
  const service = fastify({
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
    ajv: { customOptions: { allErrors: true, allowUnionTypes: true, coerceTypes: false, removeAdditional: false } },
  })
  service.addHook('onRequest', async (_request, reply) => void reply.header('x-content-type-options', 'nosniff'))
  answerErrors(service)
  refuseOtherSites(service)
  return service
}
