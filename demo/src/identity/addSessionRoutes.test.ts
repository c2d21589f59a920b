import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { SessionStore } from '../sessions/SessionStore.ts'
import type { Visitor } from '../testing/createVisitor.ts'
import { createVisitor } from '../testing/createVisitor.ts'
import { openShop } from '../testing/openShop.ts'

const shop = await openShop()
beforeEach(shop.reset)
afterAll(shop.close)
const visitor = (): Visitor => createVisitor(() => shop.url)
const alice = { id: 'acct_alice', name: 'Alice Archer', email: 'alice@example.com' }
const probe = '/identity/session'

test('nobody is signed in at first, and the probe says so without a cookie', async () => {
  const { status, headers, body } = await visitor().get(probe)
  expect([status, body.error]).toEqual([401, 'no_session'])
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.getSetCookie()).toEqual([])
})

test('a sign-in puts an id into a cookie that no script reads, and the probe tells who it is', async () => {
  const browser = visitor()
  const { status, headers, body } = await browser.signIn()
  expect(status).toBe(200)
  expect(body).toEqual({
    user: { ...alice, permissions: ['orders:read', 'orders:write'] },
    secondsLeft: expect.any(Number),
  })
  expect(body.secondsLeft).toBeGreaterThan(1790)
  expect(headers.getSetCookie()).toEqual([
    expect.stringMatching(/^shop_session=[^;]+;.* Path=\/;.*HttpOnly;.*SameSite=Lax/),
  ])
  const probed = await browser.get(probe)
  expect([probed.status, probed.body.user, probed.headers.getSetCookie()]).toEqual([200, body.user, []])
  expect(await shop.counters()).toMatchObject({
    signIns: 1,
    requests: { 'session-sign-in': 1, 'session-probe': 1, 'session-csrf': 1, 'sign-in': 0 },
  })
})

test('a wrong password signs nobody in, and leaves the session that was there', async () => {
  const browser = visitor()
  await browser.signIn('bob')
  const { status, body } = await browser.send('POST', `${probe}/sign-in`, { email: alice.email, password: 'wrong' })
  expect([status, body]).toEqual([401, { error: 'invalid_credentials', message: expect.any(String) }])
  expect((await browser.get(probe)).body.user.email).toBe('bob@example.com')
})

test('a sign-in names the fields that are missing', async () => {
  const { status, body } = await visitor().send('POST', `${probe}/sign-in`, { email: alice.email })
  expect([status, body.fields]).toEqual([400, { password: 'is missing' }])
})

test('the id is new at each sign-in, and the one before holds no more', async () => {
  const browser = visitor()
  await browser.signIn()
  const before = browser.copy()
  await browser.signIn('bob')
  expect(browser.cookies.get('shop_session')).not.toBe(before.cookies.get('shop_session'))
  expect((await before.get(probe)).status).toBe(401)
  expect((await browser.get(probe)).body.user.email).toBe('bob@example.com')
})

test('an id that somebody planted is not taken over', async () => {
  const browser = visitor()
  browser.cookies.set('shop_session', 'planted.signature')
  await browser.signIn()
  expect(browser.cookies.get('shop_session')).not.toContain('planted')
  expect((await browser.get(probe)).status).toBe(200)
})

test('a probe does not prolong the session, and a renewal gives it its full time', async () => {
  const browser = visitor()
  await browser.signIn()
  const left = async (): Promise<number> => (await browser.get(probe)).body.secondsLeft
  const first = await left()
  await expect.poll(left).toBeLessThan(first)
  await shop.change({ sessionLifetime: 3600 })
  const { status, headers, body } = await browser.send('POST', `${probe}/renew`)
  expect([status, body.user.email]).toEqual([200, alice.email])
  expect(body.secondsLeft).toBeGreaterThan(3590)
  expect(headers.getSetCookie()).toEqual([
    expect.stringContaining(`shop_session=${browser.cookies.get('shop_session')};`),
  ])
  expect(await left()).toBeGreaterThan(3590)
  expect(await shop.counters()).toMatchObject({ renewals: 1, requests: { 'session-renew': 1 } })
})

// It may be late, and another tab may have signed in meanwhile.
test('a probe with an id that holds no more leaves the cookie to whoever has a new one', async () => {
  const browser = visitor()
  await browser.signIn()
  await shop.post('/control/revoke-sessions')
  const { status, headers } = await browser.get(probe)
  expect([status, headers.getSetCookie()]).toEqual([401, []])
  browser.cookies.set('shop_session', 'never.issued')
  expect((await browser.get(probe)).headers.getSetCookie()).toEqual([])
})

test('a session ends by itself, however often it is probed, and cannot be renewed then', async () => {
  await shop.change({ sessionLifetime: 1 })
  const browser = visitor()
  await browser.signIn()
  const kept = browser.copy()
  await expect.poll(async () => (await kept.get(probe)).status, { interval: 100 }).toBe(401)
  expect((await kept.send('POST', `${probe}/renew`)).status).toBe(401)
})

describe('a sign-out', () => {
  test('ends the id at the server and clears the cookie', async () => {
    const browser = visitor()
    await browser.signIn()
    const copy = browser.copy()
    const { status, headers } = await browser.send('POST', `${probe}/sign-out`)
    expect(status).toBe(204)
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(/^shop_session=;.*Expires=Thu, 01 Jan 1970/)])
    expect((await copy.get(probe)).status).toBe(401)
    expect((await copy.send('POST', `${probe}/renew`)).status).toBe(401)
    expect(await shop.counters()).toMatchObject({ signOuts: 1, requests: { 'session-sign-out': 1 } })
  })

  test('is no error where nobody was signed in', async () => {
    expect((await visitor().send('POST', `${probe}/sign-out`, {})).status).toBe(204)
  })

  test('everywhere ends all sessions of that user, none of another, and none that comes after', async () => {
    const [here, there, bob] = [visitor(), visitor(), visitor()]
    await Promise.all([here.signIn(), there.signIn(), bob.signIn('bob')])
    expect((await here.send('POST', `${probe}/sign-out`, { everywhere: true })).status).toBe(204)
    expect((await there.get(probe)).status).toBe(401)
    expect((await bob.get(probe)).status).toBe(200)
    await there.signIn()
    expect((await there.get(probe)).status).toBe(200)
  })

  test('wins over a renewal that was under way (invariant 3)', async () => {
    const rows = new Map<string, Record<string, unknown>>()
    let held: (() => void) | undefined
    let isSlow = false
    const store: SessionStore = {
      get: async (id) => rows.get(id),
      async set(id, data) {
        if (isSlow) await new Promise<void>((resolve) => (held = resolve))
        rows.set(id, data)
      },
      delete: async (id) => void rows.delete(id),
      close: async () => undefined,
    }
    const slow = await openShop({ store })
    onTestFinished(slow.close)
    const browser = createVisitor(() => slow.url)
    await browser.signIn()
    const other = browser.copy()
    isSlow = true
    const renewal = browser.send('POST', `${probe}/renew`)
    await expect.poll(() => held).toBeDefined()
    expect((await other.send('POST', `${probe}/sign-out`)).status).toBe(204)
    held?.()
    expect((await renewal).status).toBe(401)
    expect((await browser.get(probe)).status).toBe(401)
    expect(rows.size).toBe(0)
  })
})

describe('sessions can be ended from outside', () => {
  test('those of one user, or all', async () => {
    const [browser, bob] = [visitor(), visitor()]
    await Promise.all([browser.signIn(), bob.signIn('bob')])
    expect((await shop.post('/control/revoke-sessions', { user: alice.email })).status).toBe(200)
    expect([(await browser.get(probe)).status, (await bob.get(probe)).status]).toEqual([401, 200])
    await browser.signIn()
    expect((await shop.post('/control/revoke-sessions')).status).toBe(200)
    expect([(await browser.get(probe)).status, (await bob.get(probe)).status]).toEqual([401, 401])
  })

  test('but for those of an account that there is not', async () => {
    expect((await shop.post('/control/revoke-sessions', { user: 'nobody@example.com' })).status).toBe(404)
  })
})
