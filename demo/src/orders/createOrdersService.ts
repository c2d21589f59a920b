import type { FastifyInstance } from 'fastify'
import type { GuardedParts } from '../access/createGuardedService.ts'
import { createGuardedService } from '../access/createGuardedService.ts'
import { requireCaller } from '../access/requireCaller.ts'
import type { Orders } from './createOrders.ts'
import type { OrderRefusal, WantedOrder } from './Order.ts'
import { orderSchema } from './orderSchema.ts'
import { type Fields, toCheckout } from './toCheckout.ts'

export interface OrdersServiceParts extends GuardedParts {
  readonly orders: Orders
}

const invalid = (message: string, fields: Fields) => ({ error: 'invalid_request', message, fields })

/** Placing and listing one's own orders. */
export async function createOrdersService({ orders, ...parts }: OrdersServiceParts): Promise<FastifyInstance> {
  const { service, gate } = await createGuardedService(parts)

  service.get('/orders', { onRequest: requireCaller(gate, 'orders:read') }, async ({ caller }) => ({
    orders: await orders.list(caller?.id ?? ''),
  }))

  service.post<{ Body: WantedOrder; Headers: { 'idempotency-key'?: string } }>(
    '/orders',
    { schema: { body: orderSchema }, onRequest: requireCaller(gate, 'orders:write') },
    async ({ body, headers: { 'idempotency-key': key }, caller }, reply) => {
      const wanted = key === undefined ? body : toCheckout(body, key)
      if ('fields' in wanted) return reply.code(400).send(invalid('Some fields need another value.', wanted.fields))
      const placed = await orders.place(caller?.id ?? '', wanted)
      if ('error' in placed) {
        const fields = key === undefined && unknownIn(placed, body)
        return fields ? reply.code(400).send(invalid(placed.message, fields)) : reply.code(422).send(placed)
      }
      if (placed.isNew) parts.note({ what: 'order-placed', user: caller?.email, detail: placed.order.id.slice(0, 8) })
      return reply.code(201).send(placed.order)
    },
  )
  return service
}

/** The fields that name what is not sold, if that is why it was refused. */
function unknownIn({ error, lines = [] }: OrderRefusal, { lines: wanted }: WantedOrder): Fields | null {
  if (error !== 'unknown_product') return null
  const skus = new Set(lines.map(({ sku }) => sku))
  const fields = wanted.flatMap(({ sku }, index) =>
    skus.has(sku) ? [[`lines.${index}.sku`, 'is not in the catalogue']] : [],
  )
  return Object.fromEntries(fields)
}
