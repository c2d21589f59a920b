import type { FastifyInstance } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { createService } from '../http/createService.ts'
import { listen } from '../http/listen.ts'
import { addProxyRoutes } from './addProxyRoutes.ts'

const loopback = { port: 0, host: '127.0.0.1' }

/** Opens a gateway whose services are all `service`; resolves with its address. */
async function open(service: FastifyInstance): Promise<string> {
  const url = await listen(service, loopback)
  const gateway = createService()
  gateway.decorateRequest('handled', null)
  await gateway.register(addProxyRoutes, { identity: url, catalogue: url, cart: url, orders: url })
  onTestFinished(async () => {
    await gateway.close()
    await service.close()
  })
  return listen(gateway, loopback)
}

test('the gateway passes on what came, byte by byte, and what comes back', async () => {
  const service = createService()
  service.removeAllContentTypeParsers()
  service.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  service.post('/orders', async ({ body, headers, url }, reply) =>
    reply.code(418).header('set-cookie', ['a=1', 'b=2']).send({ body, url, headers }),
  )
  const url = await open(service)
  const response = await fetch(`${url}/orders?q=%20`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', cookie: 'c=3', 'x-csrf-token': 't' },
    body: '{"broken": ',
  })
  expect(response.status).toBe(418)
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(await response.json()).toMatchObject({
    body: '{"broken": ',
    url: '/orders?q=%20',
    headers: { cookie: 'c=3', 'x-csrf-token': 't', 'content-type': 'application/json; charset=utf-8' },
  })
})

test('the gateway asks once, whatever the answer', async () => {
  let asked = 0
  const service = createService()
  service.get('/cart', async (_request, reply) => {
    asked += 1
    return reply.code(503).header('retry-after', '1').send({ error: 'unavailable' })
  })
  const response = await fetch(`${await open(service)}/cart`)
  expect([response.status, response.headers.get('retry-after'), asked]).toEqual([503, '1', 1])
})

test('a service that is gone is answered 503', async () => {
  const service = createService()
  const url = await open(service)
  await service.close()
  const response = await fetch(`${url}/catalogue`)
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ error: 'unavailable' })
})

test('an answer that breaks off is none', async () => {
  const service = createService()
  service.get('/catalogue', (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
    reply.raw.write('{"products": [', () => reply.raw.destroy())
  })
  expect((await fetch(`${await open(service)}/catalogue`)).status).toBe(503)
})

test('what is not on the list of routes is not there', async () => {
  const service = createService()
  service.get('/identity/secrets', async () => 'secret')
  expect((await fetch(`${await open(service)}/identity/secrets`)).status).toBe(404)
})
