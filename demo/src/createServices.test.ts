import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase } from './createDatabase.ts'
import type { Services } from './createServices.ts'
import { createServices } from './createServices.ts'
import type { ServiceName } from './gateway/routes.ts'
import { openSessions } from './sessions/openSessions.ts'
import type { Visitor } from './testing/createVisitor.ts'
import { createVisitor } from './testing/createVisitor.ts'
import { cartPath, keyOf, opsOf, piecesIn } from './testing/opsOf.ts'

const folder = await mkdtemp(join(tmpdir(), 'shop-'))
const sessions = await openSessions('memory:')
const databases = [1, 2].map(() => createDatabase(join(folder, 'shop.sqlite')))
let instances: readonly Services[] = []
beforeAll(async () => {
  instances = await Promise.all(
    databases.map((database) => createServices({ database, sessions, issuer: () => 'http://shop.example/identity' })),
  )
})
afterAll(async () => {
  await Promise.all(instances.map((instance) => instance.close()))
  for (const database of databases) database.close()
  await rm(folder, { recursive: true })
})

const serviceOf = (path: string): ServiceName => path.split(/[/?]/)[1] as ServiceName

/** Somebody whose requests to a service all go to one instance: the one at its index in `of`. */
const visitor = (of: Readonly<Record<ServiceName, number>>): Visitor =>
  createVisitor((path) => {
    const name = serviceOf(path)
    return instances[of[name]]?.urls[name] ?? ''
  })
const lines = [{ sku: 'mug', quantity: 1 }]

test('the services run without a gateway, and instances share who is signed in, carts and orders', async () => {
  const browser = visitor({ identity: 0, catalogue: 1, cart: 1, orders: 1 })
  expect((await browser.get('/catalogue')).body.products).toHaveLength(12)
  expect((await browser.signIn()).status).toBe(200)
  expect((await browser.send('POST', '/cart/ops', opsOf({ mug: 1 }))).status).toBe(200)
  const placed = await browser.send('POST', '/orders', { lines })
  expect(placed.status).toBe(201)
  const elsewhere = createVisitor((path) => instances[0]?.urls[serviceOf(path)] ?? '', browser.cookies)
  expect(piecesIn((await elsewhere.get(cartPath)).body)).toEqual({ mug: 1 })
  expect((await elsewhere.get('/orders')).body).toEqual({ orders: [placed.body] })
})

test('a sign-out at one instance holds at all of them', async () => {
  const browser = visitor({ identity: 0, catalogue: 0, cart: 0, orders: 0 })
  await browser.signIn('bob')
  const other = visitor({ identity: 1, catalogue: 1, cart: 1, orders: 1 })
  await other.signIn('bob')
  expect((await browser.send('POST', '/identity/session/sign-out', { everywhere: true })).status).toBe(204)
  expect((await other.get('/orders')).status).toBe(401)
})

test('an access token of one instance is taken by another', async () => {
  const browser = visitor({ identity: 0, catalogue: 0, cart: 0, orders: 1 })
  const account = { email: 'alice@example.com', password: 'anchor-line-7' }
  const { body } = await browser.send('POST', '/identity/sign-in', account, {})
  expect((await browser.get('/orders', { authorization: `Bearer ${body.access_token}` })).status).toBe(200)
})

test('a key replays a lost answer at another instance, and spends nothing twice', async () => {
  const [first, second] = [0, 1].map((at) => visitor({ identity: at, catalogue: at, cart: at, orders: at }))
  const account = { email: 'alice@example.com', password: 'anchor-line-7' }
  const { body } = (await first?.send('POST', '/identity/sign-in', account, {})) ?? {}
  const refresh = (browser: Visitor | undefined) =>
    browser?.send('POST', '/identity/refresh', { refresh_token: body.refresh_token }, { 'idempotency-key': 'key' })
  const answers = await Promise.all([refresh(first), refresh(second), refresh(first), refresh(second)])
  expect(answers.map((answer) => answer?.status)).toEqual([200, 200, 200, 200])
  expect(new Set(answers.map((answer) => answer?.body.refresh_token)).size).toBe(1)
})

test('20 devices that send at the same moment, to either instance, lose nothing', async () => {
  const browsers = [0, 1].map((at) => visitor({ identity: at, catalogue: at, cart: at, orders: at }))
  await Promise.all(browsers.map((browser) => browser.signIn('carol')))
  const tokens = await Promise.all(browsers.map((browser) => browser.csrf()))
  const { cart } = opsOf({ mug: 0 })
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => {
      const device = n.toString(16).padStart(16, '0')
      const lines = { [keyOf('mug')]: { ...cart.lines[keyOf('mug')], cart: [{ [device]: [1, 0] }] } }
      const body = { ...opsOf({}, { device }), cart: { lines, coupons: {} } }
      return browsers[n % 2]?.send('POST', '/cart/ops', body, { 'x-csrf-token': tokens[n % 2] ?? '' })
    }),
  )
  expect(new Set(answers.map((answer) => answer?.status))).toEqual(new Set([200]))
  expect(piecesIn((await browsers[0]?.get(cartPath))?.body)).toEqual({ mug: 20 })
})

test('of 20 requests with one key, to either instance, comes one order', async () => {
  const browsers = [0, 1].map((at) => visitor({ identity: at, catalogue: at, cart: at, orders: at }))
  await Promise.all(browsers.map((browser) => browser.signIn('bob')))
  await browsers[0]?.send('POST', '/cart/ops', opsOf({ bell: 40 }))
  const body = { currency: 'EUR', lines: [{ key: keyOf('bell'), sku: 'bell', quantity: 2 }], total: 12_400 }
  const tokens = await Promise.all(browsers.map((browser) => browser.csrf()))
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => {
      const headers = { 'x-csrf-token': tokens[n % 2] ?? '', 'idempotency-key': '00000000000000f1' }
      return browsers[n % 2]?.send('POST', '/orders', body, headers)
    }),
  )
  expect(new Set(answers.map((answer) => answer?.status))).toEqual(new Set([201]))
  expect(new Set(answers.map((answer) => answer?.body.id)).size).toBe(1)
  const { body: left } = (await browsers[1]?.get(cartPath)) ?? {}
  expect([piecesIn(left), left.quotes[keyOf('bell')].stock]).toEqual([{ bell: 38 }, 498])
})

test('an instance that starts gives nothing back to the stock that others have sold', async () => {
  const browser = visitor({ identity: 0, catalogue: 1, cart: 0, orders: 0 })
  await browser.signIn()
  await browser.send('POST', '/orders', { lines: [{ sku: 'telescope', quantity: 2 }] })
  const [database = createDatabase(':memory:')] = databases
  await (await createServices({ database, sessions })).close()
  const { products } = (await browser.get('/catalogue')).body
  expect(products.find(({ sku }: { sku: string }) => sku === 'telescope').stock).toBe(1)
})

test('no answer is kept in clear text', async () => {
  const kept = JSON.stringify(await databases[0]?.all('SELECT * FROM replays'))
  expect(kept).toContain('"answer":"')
  expect(kept).not.toContain('refresh_token')
})

test('a service listens where it is told to, and says if it cannot', async () => {
  const [database = createDatabase(':memory:')] = databases
  const taken = Number(new URL(instances[0]?.urls.orders ?? '').port)
  await expect(createServices({ database, sessions, ports: { orders: taken } })).rejects.toThrow('EADDRINUSE')
})
