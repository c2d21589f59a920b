import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Visitor } from '../testing/createVisitor.ts'
import { createVisitor } from '../testing/createVisitor.ts'
import { openShop } from '../testing/openShop.ts'
import { cartPath, keyOf, opsOf, piecesIn } from '../testing/opsOf.ts'

const shop = await openShop()
beforeEach(shop.reset)
afterAll(shop.close)
const device = '00000000000000aa'
const phone = '00000000000000bb'

async function signedIn(name?: 'alice' | 'bob' | 'carol'): Promise<Visitor> {
  const browser = createVisitor(() => shop.url)
  await browser.signIn(name)
  return browser
}
const send = (browser: Visitor, body: unknown, headers?: Record<string, string>) =>
  browser.send('POST', '/cart/ops', body, headers)
const euros = (minor: number) => ({ minor, currency: 'EUR', scale: 2 })

test('a cart is empty at first, and then has what its owner alone has sent, with all that is to be said of it', async () => {
  const [alice, carol] = await Promise.all([signedIn(), signedIn('carol')])
  expect((await alice.get(cartPath)).body).toMatchObject({ acknowledged: 0, cart: { lines: {}, coupons: {} } })
  const sent = opsOf({ mug: 2, kelp: 1 }, { sequence: 17 })
  const before = Date.now()
  const { status, headers, body } = await send(alice, sent)
  expect(status).toBe(200)
  expect(headers.get('etag')).toBe(`"${body.version}"`)
  expect(body).toEqual({
    version: expect.any(Number),
    acknowledged: 17,
    currency: 'EUR',
    time: expect.any(Number),
    cart: sent.cart,
    refused: {},
    quotes: {
      [keyOf('mug')]: { unit: euros(1190), stock: 500 },
      [keyOf('kelp')]: { unit: euros(1475), stock: 500, max: 5 },
    },
    verdicts: {},
    totals: { subtotal: euros(3855), discount: euros(0), total: euros(3855) },
  })
  expect(body.time - before).toBeLessThan(60_000)
  const { time: _, ...read } = (await alice.get(`${cartPath}&device=${device}`)).body
  expect(body).toMatchObject(read)
  expect(piecesIn((await carol.get(cartPath)).body)).toEqual({})
})

test('a cart is the same by a token and by a session of one account', async () => {
  await send(await signedIn(), opsOf({ mug: 2 }))
  const { access_token } = await shop.signIn()
  const { body } = await shop.get(cartPath, { authorization: `Bearer ${access_token}` })
  expect(piecesIn(body)).toEqual({ mug: 2 })
})

test('who is not signed in has none, and a request of another page is refused', async () => {
  const browser = createVisitor(() => shop.url)
  expect(await browser.get(cartPath)).toMatchObject({ status: 401, body: { error: 'unauthorized' } })
  expect(await send(browser, opsOf({}))).toMatchObject({ status: 401 })
  await browser.signIn()
  expect(await send(browser, opsOf({ mug: 1 }), {})).toMatchObject({ status: 403, body: { error: 'csrf' } })
  expect(piecesIn((await browser.get(cartPath)).body)).toEqual({})
})

test('nothing is sent where the browser has it already, until the cart or anything that is quoted changes', async () => {
  const browser = await signedIn()
  let tag = (await send(browser, opsOf({ mug: 1 }))).headers.get('etag') ?? ''
  const ask = () => browser.get(cartPath, { 'if-none-match': tag })
  expect(await ask()).toMatchObject({ status: 304, body: '' })
  const changes = [
    () => send(browser, opsOf({ mug: 2 }, { device: phone })),
    () => shop.patch('/control/products/mug', { price: 1200 }),
    () => shop.patch('/control/products/mug', { stock: 1 }),
    () => browser.send('POST', '/orders', { lines: [{ sku: 'bell', quantity: 1 }] }),
  ]
  for (const change of changes) {
    await change()
    const { status, headers } = await ask()
    expect(status).toBe(200)
    expect(Number(headers.get('etag')?.slice(1, -1))).toBeGreaterThan(Number(tag.slice(1, -1)))
    tag = headers.get('etag') ?? ''
    expect((await ask()).status).toBe(304)
  }
})

test('a reset forgets the cart, and its version still grows', async () => {
  const browser = await signedIn()
  for (const mug of [1, 2, 3]) await send(browser, opsOf({ mug }, { sequence: mug }))
  const { version } = (await browser.get(cartPath)).body
  await shop.reset()
  const { body } = await (await signedIn()).get(cartPath)
  expect(body.cart.lines).toEqual({})
  expect(body.version).toBeGreaterThan(version)
})

test('what comes twice or late changes nothing', async () => {
  const browser = await signedIn()
  const [first, second] = [opsOf({ mug: 1 }), opsOf({ mug: 3 }, { sequence: 2, time: Date.now() + 1 })]
  await send(browser, second)
  const { body } = await send(browser, opsOf({ bell: 1 }, { device: phone }))
  for (const again of [first, second, first, opsOf({ bell: 1 }, { device: phone, time: 1 })]) {
    const { body: after } = await send(browser, again)
    expect([after.version, piecesIn(after)]).toEqual([body.version, { mug: 3, bell: 1 }])
  }
  expect((await browser.get(`${cartPath}&device=${device}`)).body.acknowledged).toBe(2)
})

test('of an answer that is lost, all is there, and sending it again is safe', async () => {
  const browser = await signedIn()
  const headers = { 'x-csrf-token': await browser.csrf() }
  const added = opsOf({ mug: 1 })
  const line = added.cart.lines[keyOf('mug')]
  const body = {
    ...added,
    cart: { ...added.cart, lines: { [keyOf('mug')]: { ...line, cart: [{ [device]: [2, 0] }] } } },
  }
  await shop.change({ failures: { endpoint: 'cart', kind: 'drop-after', count: 1 } })
  await expect(send(browser, body, headers)).rejects.toThrow('fetch failed')
  expect(piecesIn((await browser.get(cartPath)).body)).toEqual({ mug: 2 })
  expect(piecesIn((await send(browser, body, headers)).body)).toEqual({ mug: 2 })
})

describe('what is refused', () => {
  const refused = async (body: unknown): Promise<Record<string, string>> => {
    const answer = await send(await signedIn(), body)
    expect(answer.status).toBe(200)
    const entries = Object.entries<{ code: string; message: string }>(answer.body.refused)
    for (const [, { message }] of entries) expect(message).toMatch(/^[A-Z].*\.$/)
    return Object.fromEntries(entries.map(([key, { code }]) => [key, code]))
  }

  test('a clock that is an hour ahead, for a line and a coupon', async () => {
    const time = Date.now() + 3_600_000
    expect(await refused(opsOf({ mug: 1 }, { time, coupons: { SHIP10: true } }))).toEqual({
      [keyOf('mug')]: 'clock',
      'coupon:SHIP10': 'clock',
    })
  })

  test('a product that is not sold, more than a line may have, and half a piece; the rest is taken', async () => {
    const odd = opsOf({ yacht: 1, bell: 10_000, compass: 1.5, mug: 1 })
    expect(await refused(odd)).toEqual({
      [keyOf('yacht')]: 'unknown_product',
      [keyOf('bell')]: 'limit_exceeded',
      [keyOf('compass')]: 'invalid_line',
    })
    expect(piecesIn((await (await signedIn()).get(cartPath)).body)).toEqual({ mug: 1 })
  })

  test('a line under the key of another', async () => {
    const { cart, ...rest } = opsOf({ mug: 1 })
    const lines = { [keyOf('bell')]: cart.lines[keyOf('mug')] }
    expect(await refused({ ...rest, cart: { lines, coupons: {} } })).toEqual({ [keyOf('bell')]: 'invalid_line' })
  })

  test('a line that is as large as a whole cart', async () => {
    const { cart, ...rest } = opsOf({ mug: 1 })
    const key = keyOf('mug')
    const attributes = { note: [1, device, 'x'.repeat(250_000)] }
    const lines = { [key]: { ...cart.lines[key], attributes } }
    expect(await refused({ ...rest, cart: { lines, coupons: {} } })).toEqual({ [key]: 'limit_exceeded' })
  })

  test('a body that is larger than any cart, whole', async () => {
    const body = { ...opsOf({ mug: 1 }), more: 'x'.repeat(400_000) }
    expect(await send(await signedIn(), body)).toMatchObject({ status: 413, body: { error: 'invalid_request' } })
  })

  test.each(['{"__proto__": {"isAdmin": true}}', '{"constructor": {"prototype": {"isAdmin": true}}}'])(
    'a key that would poison a prototype, whole: %s',
    async (lines) => {
      const browser = await signedIn()
      const frame = JSON.stringify({ ...opsOf({}), cart: { lines: 'HERE', coupons: {} } })
      const token = await browser.csrf()
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(`${shop.url}/cart/ops`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie, 'x-csrf-token': token },
        body: frame.replace('"HERE"', lines),
      })
      expect(response.status).toBe(400)
      expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    },
  )

  test.each([
    [{}, ['device', 'sequence', 'currency', 'cart']],
    [{ ...opsOf({}), device: 'phone' }, ['device']],
    [{ ...opsOf({}), sequence: 1.5 }, ['sequence']],
    [{ ...opsOf({}), cart: { lines: [], coupons: {} } }, ['cart.lines']],
    [{ ...opsOf({}), currency: 'euro' }, ['currency']],
    [opsOf({ mug: 1 }, { currency: 'USD' }), ['currency']],
  ])('%j, naming the fields', async (body, fields) => {
    const answer = await send(await signedIn(), body)
    expect([answer.status, Object.keys(answer.body.fields)]).toEqual([400, fields])
  })

  test.each(['/cart', '/cart?currency=euro', '/cart?currency=USD', '/cart?currency=EUR&device=phone'])(
    'to read %s',
    async (path) => expect((await (await signedIn()).get(path)).status).toBe(400),
  )
})

test('stock and price refuse no edit: they are told along with it', async () => {
  await shop.patch('/control/products/mug', { price: 999, stock: 1 })
  const { body } = await send(await signedIn(), opsOf({ mug: 3 }))
  expect([body.refused, body.quotes[keyOf('mug')]]).toEqual([{}, { unit: euros(999), stock: 1 }])
  expect(body.totals.total).toEqual(euros(2997))
})

test('coupons are judged by the rules of the shop', async () => {
  const browser = await signedIn()
  const coupons = { SHIP10: true, FIVEOFF50: true, SUMMER25: true, NONE: true, GONE: false }
  const { body } = await send(browser, opsOf({ mug: 1, kelp: 1 }, { coupons }))
  expect(body.verdicts).toEqual({
    // 10 % of € 26.65 are 266.5 cents: the half cent goes to the discount.
    SHIP10: { isValid: true, message: expect.any(String), discount: euros(267) },
    FIVEOFF50: { isValid: false, message: expect.any(String) },
    SUMMER25: { isValid: false, message: expect.any(String) },
    NONE: { isValid: false, message: expect.any(String) },
  })
  expect(body.totals).toEqual({ subtotal: euros(2665), discount: euros(267), total: euros(2398) })
  const { body: more } = await send(browser, opsOf({ bell: 1 }, { sequence: 2 }))
  expect(more.totals).toEqual({ subtotal: euros(8865), discount: euros(887 + 500), total: euros(7478) })
})
