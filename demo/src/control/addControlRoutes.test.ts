import { afterAll, beforeEach, expect, test } from 'vitest'
import { openShop } from '../testing/openShop.ts'
import { defaultSettings } from './Settings.ts'

const shop = await openShop()
beforeEach(shop.reset)
afterAll(shop.close)

test('settings change one by one', async () => {
  expect((await shop.get('/control/settings')).body).toEqual(defaultSettings)
  await shop.change({ tokenLifetime: 5 })
  expect((await shop.change({ rotation: 'grace' })).body).toEqual({
    ...defaultSettings,
    tokenLifetime: 5,
    rotation: 'grace',
  })
  expect((await shop.signIn()).expires_in).toBe(5)
})

test.each([
  [{ tokenLifetime: 0 }, 'tokenLifetime'],
  [{ tokenLifetime: '5' }, 'tokenLifetime'],
  [{ rotation: 'lax' }, 'rotation'],
  [{ failures: { endpoint: 'refresh', kind: 'explode', count: 1 } }, 'failures.kind'],
  [{ speed: 1 }, 'body'],
])('%j is refused, naming the field', async (settings, field) => {
  const { status, body } = await shop.change(settings as never)
  expect(status).toBe(400)
  expect(Object.keys(body.fields)).toEqual([field])
  expect((await shop.get('/control/settings')).body).toEqual(defaultSettings)
})

test('expire makes orders refuse every token issued so far, and none after', async () => {
  const bearing = ({ access_token }: { access_token: string }) => ({ authorization: `Bearer ${access_token}` })
  const before = await shop.signIn()
  await shop.post('/control/expire')
  const after = await shop.signIn()
  const refused = await shop.get('/orders', bearing(before))
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"'])
  expect((await shop.get('/orders', bearing(after))).status).toBe(200)
  await shop.change({ rejectAccessTokens: true })
  expect((await shop.get('/orders', bearing(after))).status).toBe(401)
})

test('the log tells what happened since, and no token', async () => {
  const { refresh_token } = await shop.signIn()
  const { events } = (await shop.get('/control/log')).body
  expect(events).toMatchObject([
    { what: 'signed-in', user: 'alice@example.com', token: expect.stringMatching(/^.{8}$/) },
  ])
  const { body } = await shop.refresh(refresh_token)
  await shop.refresh(refresh_token)
  const later = (await shop.get(`/control/log?since=${events[0].n}`)).body
  expect(later.events).toMatchObject([
    { what: 'rotated', token: events[0].token, family: events[0].family },
    { what: 'reuse-detected', token: events[0].token },
  ])
  const told = JSON.stringify(later)
  for (const token of [refresh_token, body.refresh_token, body.access_token]) expect(told).not.toContain(token)
})

test('requests to identity are counted, but for those of orders for its keys', async () => {
  const { access_token, refresh_token } = await shop.signIn()
  await shop.refresh(refresh_token)
  await shop.get('/orders', { authorization: `Bearer ${access_token}` })
  await shop.get('/identity/demo-accounts')
  await shop.get('/identity/.well-known/jwks.json')
  expect(await shop.counters()).toMatchObject({
    identityRequests: 3,
    requests: { 'sign-in': 1, refresh: 1, revoke: 0, orders: 1, 'demo-accounts': 1, catalogue: 0 },
  })
})

test('a product gets another price and stock, one or both, until the reset', async () => {
  const mug = async () => (await shop.get('/catalogue')).body.products.find(({ sku }: { sku: string }) => sku === 'mug')
  const start = await mug()
  expect(await shop.patch('/control/products/mug', { price: 1290 })).toMatchObject({
    status: 200,
    body: { ...start, price: 1290 },
  })
  expect((await shop.patch('/control/products/mug', { stock: 0 })).body).toEqual(await mug())
  expect(await mug()).toMatchObject({ price: 1290, stock: 0 })
  await shop.reset()
  expect(await mug()).toEqual(start)
})

test.each([
  ['mug', {}, 400],
  ['mug', { price: -1 }, 400],
  ['mug', { price: 11.9 }, 400],
  ['mug', { stock: '7' }, 400],
  ['mug', { name: 'Cup' }, 400],
  ['yacht', { price: 1 }, 404],
])('of %s, %j is refused', async (sku, change, status) => {
  expect((await shop.patch(`/control/products/${sku}`, change)).status).toBe(status)
})

test('a violation of the content policy is counted', async () => {
  const report = { 'csp-report': { 'violated-directive': 'script-src-elem', 'document-uri': 'http://x/plain' } }
  const { status } = await shop.post('/control/csp-report', report, { 'content-type': 'application/csp-report' })
  expect(status).toBe(204)
  expect((await shop.counters()).cspViolations).toBe(1)
  expect((await shop.get('/control/log')).body.events).toMatchObject([{ detail: 'script-src-elem' }])
})

test('reset leaves everything as at the start', async () => {
  const { access_token, refresh_token } = await shop.signIn()
  await shop.post('/orders', { lines: [{ sku: 'mug', quantity: 1 }] }, { authorization: `Bearer ${access_token}` })
  await shop.change({ tokenLifetime: 5 })
  await shop.post('/control/reset')
  expect((await shop.get('/control/settings')).body).toEqual(defaultSettings)
  expect((await shop.get('/control/log')).body.events).toEqual([])
  expect(await shop.counters()).toMatchObject({
    identityRequests: 0,
    signIns: 0,
    liveFamilies: { 'alice@example.com': 0 },
  })
  expect((await shop.refresh(refresh_token)).status).toBe(400)
})
