import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Visitor } from '../testing/createVisitor.ts'
import { createVisitor } from '../testing/createVisitor.ts'
import { openShop } from '../testing/openShop.ts'
import { cartPath, opsOf, piecesIn } from '../testing/opsOf.ts'

const shop = await openShop()
beforeEach(shop.reset)
afterAll(shop.close)
const visitor = (): Visitor => createVisitor(() => shop.url)
const lines = [{ sku: 'mug', quantity: 1 }]
const ops = opsOf({ mug: 1 })
const put = (browser: Visitor, token?: string) =>
  browser.send('POST', '/cart/ops', ops, token === undefined ? {} : { 'x-csrf-token': token })
const refused = { status: 403, body: { error: 'csrf' } }

describe('an unsafe request of a session is refused', () => {
  test.each([
    ['POST', '/identity/session/sign-in'],
    ['POST', '/identity/session/renew'],
    ['POST', '/identity/session/sign-out'],
    ['POST', '/cart/ops'],
    ['POST', '/orders'],
  ] as const)('without a CSRF token: %s %s', async (method, path) => {
    const browser = visitor()
    await browser.signIn()
    expect(await browser.send(method, path, { lines }, {})).toMatchObject(refused)
    expect((await browser.get('/identity/session')).status).toBe(200)
    expect((await shop.counters()).csrfRefusals).toBe(1)
  })

  test('with a wrong one', async () => {
    const browser = visitor()
    await browser.signIn()
    await browser.csrf()
    expect(await put(browser, 'x'.repeat(60))).toMatchObject(refused)
  })

  test('with that of another session, though of the same user', async () => {
    const [browser, other] = [visitor(), visitor()]
    await Promise.all([browser.signIn(), other.signIn()])
    const token = await other.csrf()
    expect(await put(browser, token)).toMatchObject(refused)
    // Not even along with the cookie that the token was made with.
    browser.cookies.set('shop_csrf', other.cookies.get('shop_csrf') ?? '')
    expect(await put(browser, token)).toMatchObject(refused)
    expect((await put(other, token)).status).toBe(200)
  })

  test('with one from before the sign-in, and taken with the next', async () => {
    const browser = visitor()
    const before = await browser.csrf()
    await browser.signIn()
    expect(await put(browser, before)).toMatchObject(refused)
    const after = await browser.csrf()
    expect((await put(browser, after)).status).toBe(200)
    await browser.send('POST', '/identity/session/sign-out', {}, { 'x-csrf-token': after })
    expect(await browser.send('POST', '/identity/session/sign-out', {}, { 'x-csrf-token': after })).toMatchObject(
      refused,
    )
  })

  test('with one whose cookie the server did not sign', async () => {
    const browser = visitor()
    const token = await browser.csrf()
    const [secret = ''] = decodeURIComponent(browser.cookies.get('shop_csrf') ?? '').split('.')
    browser.cookies.set('shop_csrf', secret)
    expect(await browser.send('POST', '/identity/session/sign-out', {}, { 'x-csrf-token': token })).toMatchObject(
      refused,
    )
  })
})

test('a guest has a CSRF token too, which starts no session', async () => {
  const browser = visitor()
  const { status, headers, body } = await browser.get('/identity/session/csrf')
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect([...browser.cookies.keys()]).toEqual(['shop_csrf'])
  expect(await browser.send('POST', '/cart/ops', ops, { 'x-csrf-token': body.token })).toMatchObject({ status: 401 })
  expect(await browser.send('POST', '/cart/ops', ops, {})).toMatchObject(refused)
})

test('a token holds for as many requests as one likes, in all services', async () => {
  const browser = visitor()
  await browser.signIn()
  const headers = { 'x-csrf-token': await browser.csrf() }
  expect((await browser.send('POST', '/cart/ops', ops, headers)).status).toBe(200)
  expect((await browser.send('POST', '/orders', { lines }, headers)).status).toBe(201)
  expect((await browser.send('POST', '/identity/session/renew', undefined, headers)).status).toBe(200)
  expect((await browser.send('POST', '/orders', { lines }, headers)).status).toBe(201)
})

test('a request that bears a token needs no CSRF token, and speaks for the token alone', async () => {
  const browser = visitor()
  await browser.signIn('bob')
  const { access_token } = await shop.signIn('alice')
  const bearing = { authorization: `Bearer ${access_token}` }
  expect((await browser.send('POST', '/cart/ops', ops, bearing)).status).toBe(200)
  expect(piecesIn((await browser.get(cartPath)).body)).toEqual({})
  expect(piecesIn((await browser.get(cartPath, bearing)).body)).toEqual({ mug: 1 })
  for (const authorization of ['Bearer nonsense', 'Bearer ', 'Bearer a b'])
    expect((await browser.send('POST', '/cart/ops', ops, { authorization })).status).toBe(401)
  expect(piecesIn((await browser.get(cartPath)).body)).toEqual({})
})

test('a page of another site is refused, whatever it sends along', async () => {
  const browser = visitor()
  await browser.signIn()
  const headers = { 'sec-fetch-site': 'cross-site', 'x-csrf-token': await browser.csrf() }
  expect(await browser.send('POST', '/cart/ops', ops, headers)).toMatchObject({
    status: 403,
    body: { error: 'forbidden' },
  })
})

describe('while the store is down', () => {
  test('every service that needs the session answers 503, never 401, and all is as before when it is back', async () => {
    const browser = visitor()
    await browser.signIn()
    const headers = { 'x-csrf-token': await browser.csrf() }
    await shop.change({ storeDown: true })
    const answers = [
      await browser.get('/identity/session'),
      await browser.get('/identity/session/csrf'),
      await browser.get('/orders'),
      await browser.get(cartPath),
      await browser.send('POST', '/cart/ops', ops, headers),
      await browser.send('POST', '/orders', { lines }, headers),
      await browser.send('POST', '/identity/session/renew', {}, headers),
      await browser.send('POST', '/identity/session/sign-out', {}, headers),
    ]
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 503, body: { error: 'unavailable' } })
      expect(answer.headers.get('retry-after')).toBe('1')
      expect(answer.headers.getSetCookie()).toEqual([])
    }
    expect((await shop.counters()).requests.cart).toBe(2)
    await shop.change({ storeDown: false })
    expect((await browser.get('/identity/session')).status).toBe(200)
  })

  test('nobody signs in to it, and guests and bearers notice nothing', async () => {
    const both = visitor()
    await both.signIn()
    await shop.change({ storeDown: true })
    const browser = visitor()
    expect((await browser.signIn()).status).toBe(503)
    expect((await browser.get('/identity/session')).status).toBe(401)
    const { access_token } = await shop.signIn()
    expect((await both.get('/orders', { authorization: `Bearer ${access_token}` })).status).toBe(200)
    expect((await browser.get('/catalogue')).status).toBe(200)
  })
})
