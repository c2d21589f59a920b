import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Visitor } from '../testing/createVisitor.ts'
import { createVisitor } from '../testing/createVisitor.ts'
import { openShop } from '../testing/openShop.ts'

const shop = await openShop({ store: 'sealed:' })
beforeEach(shop.reset)
afterAll(shop.close)
const visitor = (): Visitor => createVisitor(() => shop.url)
const probe = '/identity/session'

test('a sealed session signs in, is probed, renewed and signed out by the same requests', async () => {
  const browser = visitor()
  const signedIn = await browser.signIn()
  expect(signedIn).toMatchObject({ status: 200, body: { user: { email: 'alice@example.com' } } })
  expect(signedIn.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^shop_session=[^;]+; Max-Age=1800;.*HttpOnly;.*SameSite=Lax/),
  ])
  const probed = await browser.get(probe)
  expect([probed.status, probed.headers.getSetCookie()]).toEqual([200, []])
  expect((await browser.get('/orders')).status).toBe(200)
  await shop.change({ sessionLifetime: 3600 })
  expect((await browser.send('POST', `${probe}/renew`)).body.secondsLeft).toBeGreaterThan(3590)
  expect((await browser.get(probe)).body.secondsLeft).toBeGreaterThan(3590)
  expect((await browser.send('POST', `${probe}/sign-out`)).status).toBe(204)
  expect(browser.cookies.has('shop_session')).toBe(false)
  expect((await browser.get(probe)).status).toBe(401)
})

test('the cookie tells nothing of who it is', async () => {
  const browser = visitor()
  await browser.signIn()
  const [cipher = ''] = decodeURIComponent(browser.cookies.get('shop_session') ?? '').split(';')
  expect(Buffer.from(cipher, 'base64').toString('latin1')).not.toContain('alice')
})

test('a sealed session ends by itself', async () => {
  await shop.change({ sessionLifetime: 1 })
  const browser = visitor()
  await browser.signIn()
  const kept = browser.copy()
  await expect.poll(async () => (await kept.get(probe)).status).toBe(401)
  expect((await kept.send('POST', `${probe}/renew`)).status).toBe(401)
})

test('a CSRF token is bound to the sealed session, and outlives its renewal', async () => {
  const [browser, other] = [visitor(), visitor()]
  await Promise.all([browser.signIn(), other.signIn()])
  const headers = { 'x-csrf-token': await browser.csrf() }
  for (let times = 0; times < 2; times += 1)
    expect((await browser.send('POST', `${probe}/renew`, {}, headers)).status).toBe(200)
  await other.csrf()
  other.cookies.set('shop_csrf', browser.cookies.get('shop_csrf') ?? '')
  expect(await other.send('POST', `${probe}/renew`, {}, headers)).toMatchObject({
    status: 403,
    body: { error: 'csrf' },
  })
})

test('a copy of the cookie taken before the sign-out goes on until it expires: revocation is impossible', async () => {
  const browser = visitor()
  await browser.signIn()
  const copy = browser.copy()
  await browser.send('POST', `${probe}/sign-out`, { everywhere: true })
  expect((await copy.get(probe)).status).toBe(200)
  expect((await copy.get('/orders')).status).toBe(200)
  expect(await shop.post('/control/revoke-sessions')).toMatchObject({ status: 409, body: { error: 'sealed' } })
})
