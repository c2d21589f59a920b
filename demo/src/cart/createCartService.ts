import type { Ops } from '@holdfast/cart/server'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { GuardedParts } from '../access/createGuardedService.ts'
import { createGuardedService } from '../access/createGuardedService.ts'
import { requireCaller } from '../access/requireCaller.ts'
import { mostBytes, opsSchema, querySchema } from './cartSchemas.ts'
import type { CartAnswer, Carts } from './createCarts.ts'

export interface CartServiceParts extends GuardedParts {
  readonly carts: Carts
}

const tagOf = (version: number): string => `"${version}"`

/** One's own cart, by the protocol of `docs/cart-protocol.md`. */
export async function createCartService({ carts, ...parts }: CartServiceParts): Promise<FastifyInstance> {
  const { service, gate } = await createGuardedService(parts)
  const onRequest = requireCaller(gate)
  const answer = (reply: FastifyReply, cart: CartAnswer | null): FastifyReply =>
    cart
      ? reply.header('etag', tagOf(cart.version)).send(cart)
      : reply.code(400).send({
          error: 'invalid_request',
          message: 'Nothing is sold in this currency.',
          fields: { currency: 'is none that anything is sold in' },
        })

  service.get<{ Querystring: { currency: string; device?: string } }>(
    '/cart',
    { onRequest, schema: { querystring: querySchema } },
    async ({ caller, headers, query: { currency, device = '' } }, reply) => {
      const customer = caller?.id ?? ''
      const known = headers['if-none-match']
      if (known !== undefined && known === tagOf(await carts.version(customer, currency)))
        return reply.code(304).header('etag', known).send()
      return answer(reply, await carts.read(customer, currency, device))
    },
  )

  service.post<{ Body: Ops }>(
    '/cart/ops',
    { onRequest, schema: { body: opsSchema }, bodyLimit: mostBytes },
    async ({ caller, body }, reply) => answer(reply, await carts.take(caller?.id ?? '', body)),
  )
  return service
}
