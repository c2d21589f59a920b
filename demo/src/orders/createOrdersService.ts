import type { FastifyInstance } from 'fastify'
import type { GuardedParts } from '../access/createGuardedService.ts'
import { createGuardedService } from '../access/createGuardedService.ts'
import { requireCaller } from '../access/requireCaller.ts'
import { lineSchema, mostLines } from '../basket/lineSchema.ts'
import type { Orders, WantedLine } from './createOrders.ts'

export interface OrdersServiceParts extends GuardedParts {
  readonly orders: Orders
}

const body = {
  type: 'object',
  required: ['lines'],
  properties: { lines: { type: 'array', minItems: 1, maxItems: mostLines, items: lineSchema } },
} as const

/** Placing and listing one's own orders. */
export async function createOrdersService({ orders, ...parts }: OrdersServiceParts): Promise<FastifyInstance> {
  const { service, gate } = await createGuardedService(parts)

  service.get('/orders', { onRequest: requireCaller(gate, 'orders:read') }, async ({ caller }) => ({
    orders: await orders.list(caller?.id ?? ''),
  }))

  service.post<{ Body: { lines: readonly WantedLine[] } }>(
    '/orders',
    { schema: { body }, onRequest: requireCaller(gate, 'orders:write') },
    async ({ body: { lines }, caller }, reply) => {
      const placed = await orders.place(caller?.id ?? '', lines)
      if ('unknown' in placed) {
        const fields = Object.fromEntries(
          placed.unknown.map((index) => [`lines.${index}.sku`, 'is not in the catalogue']),
        )
        return reply.code(400).send({ error: 'invalid_request', message: 'Some products are not sold here.', fields })
      }
      parts.note({ what: 'order-placed', user: caller?.email, detail: placed.order.id.slice(0, 8) })
      return reply.code(201).send(placed.order)
    },
  )
  return service
}
