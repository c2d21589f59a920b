import type { FastifyInstance } from 'fastify'
import type { GuardedParts } from '../access/createGuardedService.ts'
import { createGuardedService } from '../access/createGuardedService.ts'
import { requireCaller } from '../access/requireCaller.ts'
import type { BasketLine, Baskets } from './createBaskets.ts'
import { lineSchema, mostLines } from './lineSchema.ts'

export interface BasketServiceParts extends GuardedParts {
  readonly baskets: Baskets
}

const body = {
  type: 'object',
  required: ['lines'],
  properties: { lines: { type: 'array', maxItems: mostLines, items: lineSchema } },
} as const

/** Reading and replacing one's own basket. */
export async function createBasketService({ baskets, ...parts }: BasketServiceParts): Promise<FastifyInstance> {
  const { service, gate } = await createGuardedService(parts)
  const onRequest = requireCaller(gate)
  service.get('/basket', { onRequest }, async ({ caller }) => ({ lines: await baskets.get(caller?.id ?? '') }))
  service.put<{ Body: { lines: readonly BasketLine[] } }>(
    '/basket',
    { onRequest, schema: { body } },
    async ({ caller, body: { lines } }) => {
      await baskets.put(caller?.id ?? '', lines)
      return { lines: await baskets.get(caller?.id ?? '') }
    },
  )
  return service
}
