import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createVisitor } from '../testing/createVisitor.ts'
import { type Answer, openShop } from '../testing/openShop.ts'
import { cartPath, keyOf, opsOf, piecesIn } from '../testing/opsOf.ts'

const shop = await openShop()
beforeEach(shop.reset)
afterAll(shop.close)
const key = '00000000000000f1'
const mugs = 1190

interface Customer {
  fill(wanted: Readonly<Record<string, number>>, sequence?: number): Promise<Answer>
  order(wanted: Readonly<Record<string, number>>, total: number, some?: object, key?: string): Promise<Answer>
  cart(): Promise<Readonly<Record<string, number>>>
  orders(): Promise<readonly { readonly total: number; readonly discount: number }[]>
}

async function openCustomer(name: 'alice' | 'bob' = 'alice'): Promise<Customer> {
  const browser = createVisitor(() => shop.url)
  await browser.signIn(name)
  const token = { 'x-csrf-token': await browser.csrf() }
  return {
    fill: (wanted, sequence) =>
      browser.send('POST', '/cart/ops', opsOf(wanted, { ...(sequence && { sequence }) }), token),
    order(wanted, total, some = {}, by = key) {
      const lines = Object.entries(wanted).map(([sku, quantity]) => ({ key: keyOf(sku), sku, quantity }))
      const body = { currency: 'EUR', lines, coupons: [], total, ...some }
      return browser.send('POST', '/orders', body, { ...token, 'idempotency-key': by })
    },
    cart: async () => piecesIn((await browser.get(cartPath)).body),
    orders: async () => (await browser.get('/orders')).body.orders,
  }
}
const stockOf = async (wanted: string): Promise<number> =>
  (await shop.get('/catalogue')).body.products.find(({ sku }: { sku: string }) => sku === wanted).stock

test('what is ordered leaves the stock and the cart, and what was not stays', async () => {
  const alice = await openCustomer()
  await alice.fill({ mug: 3, bell: 1 })
  const { status, body } = await alice.order({ mug: 2 }, 2 * mugs)
  expect(status).toBe(201)
  expect(body).toMatchObject({ total: 2 * mugs, discount: 0, lines: [{ sku: 'mug', quantity: 2, price: mugs }] })
  expect(await alice.cart()).toEqual({ mug: 1, bell: 1 })
  expect(await stockOf('mug')).toBe(498)
  expect(await alice.orders()).toEqual([body])
})

test('an order keeps what coupons took off', async () => {
  const alice = await openCustomer()
  await alice.fill({ mug: 1 })
  const { body } = await alice.order({ mug: 1 }, mugs - 119, { coupons: ['SHIP10', 'SUMMER25'] })
  expect(body).toMatchObject({ discount: 119, total: mugs - 119 })
  expect(await alice.orders()).toEqual([body])
})

test('the same key gets the same order, whatever is sent with it', async () => {
  const alice = await openCustomer()
  await alice.fill({ mug: 3 })
  const { body } = await alice.order({ mug: 1 }, mugs)
  await shop.patch('/control/products/mug', { price: 1, stock: 0 })
  for (const again of [alice.order({ mug: 1 }, mugs), alice.order({ bell: 7 }, 1), alice.order({ yacht: 1 }, 1)])
    expect(await again).toMatchObject({ status: 201, body })
  expect([await alice.cart(), (await alice.orders()).length, (await shop.counters()).orders]).toEqual([
    { mug: 2 },
    1,
    1,
  ])
})

test('of 20 requests with one key at the same moment comes one order', async () => {
  const alice = await openCustomer()
  await alice.fill({ mug: 40 })
  const answers = await Promise.all(Array.from({ length: 20 }, () => alice.order({ mug: 2 }, 2 * mugs)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  expect([await alice.cart(), (await alice.orders()).length, await stockOf('mug')]).toEqual([{ mug: 38 }, 1, 498])
})

test('of a lost answer the order is there, and asking again gets it', async () => {
  const alice = await openCustomer()
  await alice.fill({ mug: 2 })
  await shop.change({ failures: { endpoint: 'orders', kind: 'drop-after', count: 1 } })
  await expect(alice.order({ mug: 2 }, 2 * mugs)).rejects.toThrow('fetch failed')
  const [placed] = await alice.orders()
  expect(await alice.order({ mug: 2 }, 2 * mugs)).toMatchObject({ status: 201, body: placed })
  expect([(await alice.orders()).length, await alice.cart(), await stockOf('mug')]).toEqual([1, {}, 498])
})

test('what the browser takes out under the same key is taken out once', async () => {
  const alice = await openCustomer()
  const { cart, ...rest } = opsOf({ mug: 3 })
  await alice.fill({ mug: 3 })
  await alice.order({ mug: 2 }, 2 * mugs)
  const browser = createVisitor(() => shop.url)
  await browser.signIn()
  const line = cart.lines[keyOf('mug')]
  const taken = { ...line, cart: [{ [key]: [0, 2] }] }
  await browser.send('POST', '/cart/ops', {
    ...rest,
    sequence: 2,
    cart: { lines: { [keyOf('mug')]: taken }, coupons: {} },
  })
  expect(await alice.cart()).toEqual({ mug: 1 })
})

test('two customers may use the same key', async () => {
  const [alice, bob] = await Promise.all([openCustomer(), openCustomer('bob')])
  await Promise.all([alice.fill({ mug: 1 }), bob.fill({ bell: 1 })])
  const answers = await Promise.all([alice.order({ mug: 1 }, mugs), bob.order({ bell: 1 }, 6200)])
  expect(answers.map(({ status, body }) => [status, body.total])).toEqual([
    [201, mugs],
    [201, 6200],
  ])
})

describe('nothing is ordered, and nothing changes,', () => {
  const refused = async (what: Promise<Answer>, error: string, lines: readonly object[]): Promise<void> => {
    expect(await what).toMatchObject({ status: 422, body: { error, message: expect.stringMatching(/\.$/), lines } })
    expect((await shop.counters()).orders).toBe(0)
  }

  test('where the price is another than the customer has seen', async () => {
    const alice = await openCustomer()
    await alice.fill({ mug: 2 })
    await shop.patch('/control/products/mug', { price: 1290 })
    await refused(alice.order({ mug: 2 }, 2 * mugs), 'price_changed', [{ key: keyOf('mug'), price: 1290 }])
    expect([await alice.cart(), await stockOf('mug')]).toEqual([{ mug: 2 }, 500])
    // A refusal is no order: the key is free.
    expect((await alice.order({ mug: 2 }, 2 * 1290)).status).toBe(201)
  })

  test('where there is not enough left', async () => {
    const alice = await openCustomer()
    await alice.fill({ mug: 1, telescope: 4 })
    const order = alice.order({ mug: 1, telescope: 4 }, mugs + 4 * 8900)
    await refused(order, 'out_of_stock', [{ key: keyOf('telescope'), sku: 'telescope', available: 3 }])
    expect([await alice.cart(), await stockOf('mug')]).toEqual([{ mug: 1, telescope: 4 }, 500])
  })

  test('where it is fewer or more pieces than the shop sells at once', async () => {
    const alice = await openCustomer()
    await alice.fill({ pennant: 1, kelp: 6 })
    await refused(alice.order({ pennant: 1 }, 950), 'quantity_limit', [{ sku: 'pennant' }])
    await refused(alice.order({ kelp: 6 }, 6 * 1475), 'quantity_limit', [{ sku: 'kelp' }])
    expect((await alice.order({ kelp: 5 }, 5 * 1475)).status).toBe(201)
  })

  test('where the product is not sold', async () => {
    const alice = await openCustomer()
    await refused(alice.order({ yacht: 1 }, 1), 'unknown_product', [{ key: keyOf('yacht'), sku: 'yacht' }])
  })

  test('where another device was faster', async () => {
    const alice = await openCustomer()
    await alice.fill({ mug: 2 })
    await alice.fill({ mug: 1 }, 2)
    await refused(alice.order({ mug: 2 }, 2 * mugs), 'cart_changed', [{ key: keyOf('mug') }])
    await refused(alice.order({ bell: 1 }, 6200), 'cart_changed', [{ key: keyOf('bell') }])
    const lines = [{ key: keyOf('mug'), sku: 'bell', quantity: 1 }]
    await refused(alice.order({}, 6200, { lines }), 'cart_changed', [{ sku: 'bell' }])
  })
})

test.each<[string, Record<string, unknown> & { by?: string }, string]>([
  ['another form of key', { by: 'mine' }, 'idempotency-key'],
  ['no total', { total: undefined }, 'total'],
  ['no currency', { currency: undefined }, 'currency'],
  ['no key of a line', { lines: [{ sku: 'mug', quantity: 1 }] }, 'lines.0.key'],
  ['a line twice', { lines: [0, 1].map(() => ({ key: keyOf('mug'), sku: 'mug', quantity: 1 })) }, 'lines.1.key'],
])('a key with %s is refused, naming the field', async (_what, { by = key, ...some }, field) => {
  const answer = await (await openCustomer()).order({ mug: 1 }, mugs, some, by)
  expect([answer.status, Object.keys(answer.body.fields)]).toEqual([400, [field]])
})

test('without a key an order takes stock as well, and leaves the cart alone', async () => {
  const alice = await openCustomer()
  await alice.fill({ mug: 1 })
  const headers = { authorization: `Bearer ${(await shop.signIn()).access_token}` }
  const order = (quantity: number) => shop.post('/orders', { lines: [{ sku: 'mug', quantity }] }, headers)
  expect((await order(400)).status).toBe(201)
  expect(await order(101)).toMatchObject({ status: 422, body: { error: 'out_of_stock' } })
  expect([await stockOf('mug'), await alice.cart()]).toEqual([100, { mug: 1 }])
})
