import { decodeJwt } from 'jose'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openShop } from '../testing/openShop.ts'

const shop = await openShop()
beforeEach(shop.reset)
afterAll(shop.close)

describe('sign-in', () => {
  test('answers with tokens that say who the user is and what they may', async () => {
    const before = Date.now() / 1000
    const { status, headers, body } = await shop.post('/identity/sign-in', {
      email: 'Alice@Example.com ',
      password: 'anchor-line-7',
    })
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 300, refresh_token: expect.any(String) })
    const claims = decodeJwt(body.access_token)
    expect(claims).toMatchObject({
      sub: 'acct_alice',
      name: 'Alice Archer',
      email: 'alice@example.com',
      permissions: ['orders:read', 'orders:write'],
      iss: `${shop.url}/identity`,
      aud: 'shop',
      jti: expect.any(String),
    })
    expect(claims.exp).toBeGreaterThanOrEqual(before + 300)
    expect(await shop.counters()).toMatchObject({ signIns: 1, liveFamilies: { 'alice@example.com': 1 } })
  })

  test.each([
    ['a wrong password', { email: 'alice@example.com', password: 'wrong' }],
    ['an unknown address', { email: 'nobody@example.com', password: 'anchor-line-7' }],
  ])('refuses %s with a message for the field', async (_what, input) => {
    const { status, body } = await shop.post('/identity/sign-in', input)
    expect(status).toBe(400)
    expect(body).toMatchObject({
      error: 'invalid_grant',
      message: expect.any(String),
      fields: { password: expect.any(String) },
    })
  })

  test.each([
    [undefined, ['email', 'password']],
    [{}, ['email', 'password']],
    [{ email: 'alice@example.com' }, ['password']],
    [{ email: 3, password: '' }, ['email', 'password']],
    [{ email: 'a'.repeat(300), password: 'x' }, ['email']],
  ])('names the fields that are missing or wrong in %j', async (input, fields) => {
    const { status, body } = await shop.post('/identity/sign-in', input)
    expect(status).toBe(400)
    expect(body.error).toBe('invalid_request')
    expect(Object.keys(body.fields).sort()).toEqual(fields)
  })
})

describe('refresh', () => {
  test('spends the token for a successor', async () => {
    const first = await shop.signIn()
    const second = await shop.refresh(first.refresh_token)
    expect(second.status).toBe(200)
    expect(second.headers.get('cache-control')).toBe('no-store')
    expect(second.body.refresh_token).not.toBe(first.refresh_token)
    expect(decodeJwt(second.body.access_token).jti).not.toBe(decodeJwt(first.access_token).jti)
    expect((await shop.refresh(second.body.refresh_token)).status).toBe(200)
    expect(await shop.counters()).toMatchObject({ rotations: 2, replays: 0, reuseDetections: 0, revokedFamilies: 0 })
  })

  test('of a spent token revokes the family, its newest token too, and leaves other sign-ins alone', async () => {
    const other = await shop.signIn()
    const first = await shop.signIn()
    const second = await shop.refresh(first.refresh_token)
    expect(await shop.refresh(first.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(await shop.refresh(second.body.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
    expect((await shop.refresh(other.refresh_token)).status).toBe(200)
    expect(await shop.counters()).toMatchObject({
      reuseDetections: 1,
      revokedFamilies: 1,
      refusedRefreshes: 1,
      liveFamilies: { 'alice@example.com': 1 },
    })
  })

  test('of one token by two at once, under different keys, rotates once and detects the other', async () => {
    const { refresh_token } = await shop.signIn()
    const answers = await Promise.all([shop.refresh(refresh_token, 'a'), shop.refresh(refresh_token, 'b')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    expect(await shop.counters()).toMatchObject({ rotations: 1, reuseDetections: 1 })
  })

  test('of a spent token rotates again within the grace period, and not after it', async () => {
    await shop.change({ rotation: 'grace', graceMs: 600_000 })
    const { refresh_token } = await shop.signIn()
    await shop.refresh(refresh_token)
    expect((await shop.refresh(refresh_token)).status).toBe(200)
    await shop.change({ graceMs: 0 })
    await expect.poll(async () => (await shop.refresh(refresh_token)).status).toBe(400)
    expect(await shop.counters()).toMatchObject({ reuseDetections: 1 })
  })

  test('refuses a token that it never issued, and names a missing one', async () => {
    expect(await shop.refresh('never-issued')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(await shop.post('/identity/refresh', {})).toMatchObject({
      body: { fields: { refresh_token: 'is missing' } },
    })
    expect(await shop.counters()).toMatchObject({ refusedRefreshes: 1, reuseDetections: 0 })
  })
})

describe('an Idempotency-Key', () => {
  test('that comes again gets the same answer, and nothing is spent twice', async () => {
    const { refresh_token } = await shop.signIn()
    const first = await shop.refresh(refresh_token, 'key')
    const again = await shop.refresh(refresh_token, 'key')
    expect(again.body).toEqual(first.body)
    expect((await shop.refresh(first.body.refresh_token, 'next')).status).toBe(200)
    expect(await shop.counters()).toMatchObject({ rotations: 2, replays: 1, reuseDetections: 0 })
  })

  test('that comes while its first request still runs waits for that answer', async () => {
    const { refresh_token } = await shop.signIn()
    const answers = await Promise.all(Array.from({ length: 5 }, () => shop.refresh(refresh_token, 'key')))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(await shop.counters()).toMatchObject({ rotations: 1, replays: 4, reuseDetections: 0 })
  })

  test('with another token is refused, and that token stays unspent', async () => {
    const alice = await shop.signIn()
    const bob = await shop.signIn('bob')
    await shop.refresh(alice.refresh_token, 'key')
    expect((await shop.refresh(bob.refresh_token, 'key')).status).toBe(422)
    expect((await shop.refresh(bob.refresh_token, 'other')).status).toBe(200)
  })

  test('brings nobody back who signed out meanwhile', async () => {
    const { refresh_token } = await shop.signIn()
    const { body } = await shop.refresh(refresh_token, 'key')
    await shop.post('/identity/revoke', { refresh_token: body.refresh_token })
    expect(await shop.refresh(refresh_token, 'key')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('means nothing when replay is off', async () => {
    await shop.change({ replay: false })
    const { refresh_token } = await shop.signIn()
    await shop.refresh(refresh_token, 'key')
    expect((await shop.refresh(refresh_token, 'key')).status).toBe(400)
    expect(await shop.counters()).toMatchObject({ replays: 0, reuseDetections: 1 })
  })
})

describe('revoke', () => {
  test('ends the family by its newest token', async () => {
    const { refresh_token } = await shop.signIn()
    expect((await shop.post('/identity/revoke', { refresh_token })).status).toBe(200)
    expect((await shop.refresh(refresh_token)).status).toBe(400)
    expect(await shop.counters()).toMatchObject({
      revocations: 1,
      revokedFamilies: 1,
      reuseDetections: 0,
      liveFamilies: { 'alice@example.com': 0 },
    })
  })

  test('ends the family by a spent token too', async () => {
    const first = await shop.signIn()
    const second = await shop.refresh(first.refresh_token)
    await shop.post('/identity/revoke', { refresh_token: first.refresh_token })
    expect((await shop.refresh(second.body.refresh_token)).status).toBe(400)
  })

  test.each([[{ refresh_token: 'never-issued' }], [{ refresh_token: null }], [{}], [undefined]])(
    'of %j is answered 200',
    async (body) => {
      expect((await shop.post('/identity/revoke', body)).status).toBe(200)
      expect((await shop.counters()).revocations).toBe(0)
    },
  )
})

test('a page of another site is refused', async () => {
  const headers = { 'sec-fetch-site': 'cross-site' }
  expect((await shop.post('/identity/cookie/refresh', {}, headers)).status).toBe(403)
  expect((await shop.post('/control/reset', {}, headers)).status).toBe(403)
})
