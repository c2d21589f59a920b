import type { FastifyInstance } from 'fastify'
import { createService } from '../http/createService.ts'
import type { Catalogue } from './createCatalogue.ts'

/** What is sold, for all to see. */
export function createCatalogueService(catalogue: Catalogue): FastifyInstance {
  const service = createService()
  service.get('/catalogue', async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send({ products: await catalogue.list() }),
  )
  return service
}
