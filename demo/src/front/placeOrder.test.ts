import { HoldfastError } from '@holdfast/core'
import { expect, test } from 'vitest'
import { placeOrder } from './assets/shared/basket/placeOrder.js'

const line = { key: 'a', productId: 'mug', quantity: 2 }
const order = {
  key: '00000000000000aa',
  lines: [line],
  coupons: [{ code: 'SHIP10' }],
  totals: { total: { minor: 900 } },
}

/** A shop whose order service gives `answer`, and what it was sent. */
function openShop(answer: Response | Error, user: object | null = { id: 'ann' }) {
  const sent: RequestInit[] = []
  const session = {
    getSnapshot: () => ({ user }),
    async fetch(_url: string, init: RequestInit) {
      sent.push(init)
      if (answer instanceof Error) throw answer
      return answer
    },
  }
  const cart = { currency: 'EUR', checkOut: (place: (given: typeof order) => Promise<Response>) => place(order) }
  const place = (wasUnsure = false) => placeOrder({ session, cart } as any, () => undefined, wasUnsure)
  return { place, sent }
}

const json = (body: unknown, status: number): Response => new Response(JSON.stringify(body), { status })

test('an order is sent with its key and with what the customer saw', async () => {
  const { place, sent } = openShop(json({ total: 900, currency: 'EUR' }, 201))
  expect(await place()).toEqual({ said: 'Ordered for €9.00. Thank you!', problem: '', isUnsure: false })
  expect(sent[0]?.headers).toMatchObject({ 'idempotency-key': order.key })
  expect(JSON.parse(String(sent[0]?.body))).toEqual({
    currency: 'EUR',
    lines: [{ key: 'a', sku: 'mug', quantity: 2 }],
    coupons: ['SHIP10'],
    total: 900,
  })
})

test.each([
  ['price_changed', 'A price has changed'],
  ['out_of_stock', 'There is not enough'],
  ['cart_changed', 'on another device'],
  ['unknown_product', 'not sold any more'],
  ['constructor', 'The order service answered 422.'],
])('what the shop says against an order has words of its own: %s', async (error, words) => {
  const { place } = openShop(json({ error }, 422))
  expect(await place()).toEqual({ said: '', problem: expect.stringContaining(words), isUnsure: false })
})

test.each([
  ['500', new Response('<h1>Oh</h1>', { status: 500 })],
  ['an order that is under way', json({ error: 'under_way' }, 409)],
  ['no network', new HoldfastError('OFFLINE', 'Offline.')],
  ['an answer that is lost', new TypeError('Failed to fetch')],
])('after %s an order may stand, and who asks is told so', async (_, answer) => {
  const { place } = openShop(answer)
  expect(await place()).toMatchObject({ said: '', isUnsure: true, problem: expect.stringContaining('placed') })
})

test('an order whose answer was lost is known by what has gone from the cart', async () => {
  const { place } = openShop(new HoldfastError('RECORD_INVALID', 'Nothing.'))
  expect(await place(true)).toMatchObject({ said: 'Your order stands. Thank you!', problem: '' })
  expect(await place()).toMatchObject({ said: '', problem: expect.stringContaining('Nothing is left') })
})

test('a guest is asked to sign in, and nothing is sent', async () => {
  const { place, sent } = openShop(json({}, 201), null)
  expect(await place()).toMatchObject({ problem: expect.stringContaining('Sign in to place the order') })
  expect(sent).toEqual([])
})
