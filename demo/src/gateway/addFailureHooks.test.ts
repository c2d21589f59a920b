import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Failures } from '../control/Settings.ts'
import type { Answer } from '../testing/openShop.ts'
import { openShop } from '../testing/openShop.ts'

const shop = await openShop()
beforeEach(shop.reset)
afterAll(shop.close)
const fail = (failures: Partial<Failures>): Promise<Answer> =>
  shop.change({ failures: { endpoint: 'refresh', kind: 'status', count: 1, ...failures } })

describe('a failure', () => {
  test('of kind "status" is answered as often as asked, with Retry-After, and spends nothing', async () => {
    await fail({ status: 429, retryAfter: 2, count: 2 })
    const { refresh_token } = await shop.signIn()
    for (let times = 0; times < 2; times += 1) {
      const { status, headers } = await shop.refresh(refresh_token, 'key')
      expect([status, headers.get('retry-after')]).toEqual([429, '2'])
    }
    expect((await shop.refresh(refresh_token, 'key')).status).toBe(200)
    expect((await shop.get('/control/settings')).body.failures).toBeNull()
    expect(await shop.counters()).toMatchObject({ rotations: 1, replays: 0, requests: { refresh: 3 } })
  })

  test('of kind "html" looks like a proxy', async () => {
    await fail({ kind: 'html' })
    const answer = await shop.refresh('x')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  })

  test('of kind "not-json" is JSON cut short', async () => {
    await fail({ kind: 'not-json' })
    await expect(shop.refresh('x')).rejects.toThrow(SyntaxError)
  })

  test('of kind "drop-before" loses the request', async () => {
    await fail({ kind: 'drop-before' })
    const { refresh_token } = await shop.signIn()
    await expect(shop.refresh(refresh_token)).rejects.toThrow('fetch failed')
    expect(await shop.counters()).toMatchObject({ rotations: 0 })
  })

  test('of kind "drop-after" loses the answer, which the key brings back', async () => {
    await fail({ kind: 'drop-after' })
    const { refresh_token } = await shop.signIn()
    await expect(shop.refresh(refresh_token, 'key')).rejects.toThrow('fetch failed')
    expect(await shop.counters()).toMatchObject({ rotations: 1, requests: { refresh: 1 } })
    expect((await shop.refresh(refresh_token, 'key')).status).toBe(200)
    expect(await shop.counters()).toMatchObject({ rotations: 1, replays: 1, reuseDetections: 0 })
  })

  // Or Chromium would send the request again by itself, on a new connection, and the page would notice nothing.
  test('that loses an answer finds no connection that was used before', async () => {
    await shop.get('/catalogue')
    expect((await fail({ kind: 'drop-after' })).headers.get('connection')).toBe('close')
    expect((await shop.get('/catalogue')).headers.get('connection')).toBe('close')
    await fail({ kind: 'status' })
    expect((await shop.get('/catalogue')).headers.get('connection')).toBe('keep-alive')
  })

  test('of kind "hang" never answers, and does not keep anybody else from one', async () => {
    await fail({ kind: 'hang' })
    const { refresh_token } = await shop.signIn()
    const patience = new AbortController()
    const hanging = fetch(`${shop.url}/identity/refresh`, { method: 'POST', signal: patience.signal })
    const gaveUp = expect(hanging).rejects.toThrow('impatient')
    await vi.waitFor(async () => expect((await shop.get('/control/settings')).body.failures).toBeNull())
    expect((await shop.refresh(refresh_token)).status).toBe(200)
    patience.abort(new Error('impatient'))
    await gaveUp
  })

  test.each([
    [-1, '"expires_in":-1,'],
    ['1e400', '"expires_in":1e400,'],
    ['"3600"', '"expires_in":"3600",'],
    ['5184000', '"expires_in":5184000,'],
  ])('of kind "expires-in" puts %j into the answer', async (value, literal) => {
    await fail({ kind: 'expires-in', value })
    const { refresh_token } = await shop.signIn()
    const response = await fetch(`${shop.url}/identity/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refresh_token }),
    })
    expect(await response.text()).toContain(literal)
  })

  test('of kind "expires-in" without a value leaves it out', async () => {
    await fail({ kind: 'expires-in', endpoint: 'any' })
    expect(Object.keys(await shop.signIn()).sort()).toEqual(['access_token', 'refresh_token', 'token_type'])
  })

  test('meets the probe of a server session, and what signs in to one', async () => {
    await fail({ endpoint: 'session-probe', kind: 'html' })
    const probed = await shop.get('/identity/session')
    expect([probed.status, probed.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    await fail({ endpoint: 'session-sign-in', status: 502 })
    expect((await shop.post('/identity/session/sign-in', {})).status).toBe(502)
    expect((await shop.get('/identity/session')).status).toBe(401)
  })

  test('elsewhere does not touch a request', async () => {
    await fail({ endpoint: 'orders', count: null })
    const { access_token } = await shop.signIn()
    const headers = { authorization: `Bearer ${access_token}` }
    expect((await shop.get('/orders', headers)).status).toBe(500)
    expect((await shop.get('/orders', headers)).status).toBe(500)
  })
})

describe('a delay', () => {
  test('goes on when the page that asked is gone, and its key brings the answer', async () => {
    const { refresh_token } = await shop.signIn()
    await shop.change({ delay: 2_000 })
    const closed = new AbortController()
    const gone = fetch(`${shop.url}/identity/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'key' },
      body: JSON.stringify({ refresh_token }),
      signal: closed.signal,
    })
    await expect.poll(async () => (await shop.counters()).requests.refresh).toBe(1)
    closed.abort()
    await expect(gone).rejects.toThrow()
    await expect.poll(async () => (await shop.counters()).rotations).toBe(1)
    expect((await shop.refresh(refresh_token, 'key')).status).toBe(200)
    expect(await shop.counters()).toMatchObject({ rotations: 1, replays: 1 })
  })

  test('of the answer comes after the token is spent', async () => {
    const { refresh_token } = await shop.signIn()
    await shop.change({ answerDelay: 2_000 })
    const answer = shop.refresh(refresh_token)
    await expect.poll(async () => (await shop.counters()).rotations).toBe(1)
    const early = await Promise.race([answer, shop.get('/control/settings')])
    expect(early.body).toHaveProperty('answerDelay')
    expect((await answer).status).toBe(200)
  })
})

test('the most refreshes at one moment are counted', async () => {
  const tokens = await Promise.all([shop.signIn(), shop.signIn(), shop.signIn('bob')])
  for (const { refresh_token } of tokens) await shop.refresh(refresh_token)
  expect((await shop.counters()).parallelRefreshes).toBe(1)
  await shop.change({ delay: 1_000 })
  const more = await Promise.all([shop.signIn(), shop.signIn(), shop.signIn('bob')])
  await Promise.all(more.map(({ refresh_token }) => shop.refresh(refresh_token)))
  expect((await shop.counters()).parallelRefreshes).toBe(3)
})
