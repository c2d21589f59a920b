import type { FastifyInstance } from 'fastify'
import type { Note } from '../control/ShopEvent.ts'
import type { Orders, WantedLine } from './createOrders.ts'
import type { Gate } from './requirePermission.ts'
import { requirePermission } from './requirePermission.ts'

const body = {
  type: 'object',
  required: ['lines'],
  properties: {
    lines: {
      type: 'array',
      minItems: 1,
      maxItems: 50,
      items: {
        type: 'object',
        required: ['sku', 'quantity'],
        properties: {
          sku: { type: 'string', minLength: 1, maxLength: 50 },
          quantity: { type: 'integer', minimum: 1, maximum: 99 },
        },
      },
    },
  },
} as const

/** Placing and listing one's own orders. */
export function addOrderRoutes(app: FastifyInstance, orders: Orders, gate: Omit<Gate, 'onRefused'>, note: Note): void {
  const guarded: Gate = { ...gate, onRefused: (detail) => note({ what: 'access-refused', detail }) }
  const config = { counted: 'orders', canFail: 'orders' } as const
  app.decorateRequest('bearer', null)
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))

  app.get('/orders', { config, onRequest: requirePermission(guarded, 'orders:read') }, async ({ bearer }) => ({
    orders: await orders.list(bearer?.id ?? ''),
  }))

  app.post<{ Body: { lines: readonly WantedLine[] } }>(
    '/orders',
    { config, schema: { body }, onRequest: requirePermission(guarded, 'orders:write') },
    async ({ body: { lines }, bearer }, reply) => {
      const placed = await orders.place(bearer?.id ?? '', lines)
      if ('unknown' in placed) {
        const fields = Object.fromEntries(
          placed.unknown.map((index) => [`lines.${index}.sku`, 'is not in the catalogue']),
        )
        return reply.code(400).send({ error: 'invalid_request', message: 'Some products are not sold here.', fields })
      }
      note({ what: 'order-placed', user: bearer?.email, detail: placed.order.id.slice(0, 8) })
      return reply.code(201).send(placed.order)
    },
  )
}
