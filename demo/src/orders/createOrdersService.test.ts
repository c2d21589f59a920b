import { afterAll, beforeEach, expect, test } from 'vitest'
import { openShop } from '../testing/openShop.ts'

const shop = await openShop()
beforeEach(shop.reset)
afterAll(shop.close)
const as = async (name: 'alice' | 'bob' | 'carol'): Promise<{ authorization: string }> => ({
  authorization: `Bearer ${(await shop.signIn(name)).access_token}`,
})

test('an order is placed at the prices of the catalogue, and only its owner sees it', async () => {
  const alice = await as('alice')
  const lines = [
    { sku: 'mug', quantity: 2, price: 1 },
    { sku: 'bell', quantity: 1 },
  ]
  const placed = await shop.post('/orders', { lines }, alice)
  expect(placed.status).toBe(201)
  expect(placed.body).toMatchObject({
    total: 2 * 1190 + 6200,
    currency: 'EUR',
    lines: [
      { sku: 'mug', name: 'Enamel mug', quantity: 2, price: 1190 },
      { sku: 'bell', quantity: 1, price: 6200 },
    ],
  })
  const later = await shop.post('/orders', { lines: [{ sku: 'kelp', quantity: 1 }] }, alice)
  expect((await shop.get('/orders', alice)).body).toEqual({ orders: [later.body, placed.body] })
  expect((await shop.get('/orders', await as('bob'))).body).toEqual({ orders: [] })
  expect((await shop.counters()).orders).toBe(2)
})

test('without a token nobody gets in', async () => {
  const { status, headers } = await shop.get('/orders')
  expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
})

test('a token that does not hold is refused as such', async () => {
  const { status, headers } = await shop.get('/orders', { authorization: 'Bearer nonsense' })
  expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"'])
})

test('a token without the permission is refused as such, whatever was sent', async () => {
  const { status, headers, body } = await shop.post('/orders', { lines: 'x' }, await as('carol'))
  expect(status).toBe(403)
  expect(headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="orders:write"')
  expect(body.error).toBe('insufficient_scope')
  expect((await shop.get('/orders', await as('carol'))).status).toBe(403)
})

test('a token past its lifetime is refused', async () => {
  const lasting = await as('alice')
  await shop.change({ tokenLifetime: 1 })
  const brief = await as('alice')
  await expect.poll(async () => (await shop.get('/orders', brief)).status).toBe(401)
  expect((await shop.get('/orders', lasting)).status).toBe(200)
})

test.each([
  [{}, 'lines'],
  [{ lines: [] }, 'lines'],
  [{ lines: [{ sku: 'mug', quantity: 0 }] }, 'lines.0.quantity'],
  [{ lines: [{ sku: 'mug', quantity: '2' }] }, 'lines.0.quantity'],
  [{ lines: [{ sku: 'mug', quantity: 1.5 }] }, 'lines.0.quantity'],
  [{ lines: [{ sku: 'mug', quantity: 1 }, { quantity: 1 }] }, 'lines.1.sku'],
  [{ lines: [{ sku: 'yacht', quantity: 1 }] }, 'lines.0.sku'],
])('%j is refused, naming the field', async (body, field) => {
  const answer = await shop.post('/orders', body, await as('alice'))
  expect(answer.status).toBe(400)
  expect(Object.keys(answer.body.fields)).toEqual([field])
  expect((await shop.counters()).orders).toBe(0)
})

test('the catalogue is open to all', async () => {
  const { status, body } = await shop.get('/catalogue')
  expect(status).toBe(200)
  expect(body.products).toHaveLength(12)
  for (const product of body.products) {
    expect(product).toEqual({
      sku: expect.any(String),
      name: expect.any(String),
      description: expect.any(String),
      price: expect.any(Number),
      currency: 'EUR',
      image: expect.stringMatching(/^data:image\/svg\+xml,/),
      stock: expect.any(Number),
      min: product.sku === 'pennant' ? 2 : null,
      max: product.sku === 'kelp' ? 5 : null,
    })
  }
})
