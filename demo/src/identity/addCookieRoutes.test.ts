import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Answer } from '../testing/openShop.ts'
import { openShop } from '../testing/openShop.ts'

const shop = await openShop()
beforeEach(shop.reset)
afterAll(shop.close)
const alice = { email: 'alice@example.com', password: 'anchor-line-7' }

/** The cookie an answer sets, as the browser sends it back. */
const cookieOf = ({ headers }: Answer): string => headers.get('set-cookie')?.split(';')[0] ?? ''
const refresh = (cookie: string, key: string = crypto.randomUUID()): Promise<Answer> =>
  shop.post('/identity/cookie/refresh', undefined, { cookie, 'idempotency-key': key })

test('the refresh token comes in a cookie that no script reads, and not in the JSON', async () => {
  const answer = await shop.post('/identity/cookie/sign-in', alice)
  expect(answer.status).toBe(200)
  expect(Object.keys(answer.body).sort()).toEqual(['access_token', 'expires_in', 'token_type'])
  const cookie = answer.headers.get('set-cookie')
  expect(cookie).toMatch(/; Path=\/identity\/cookie(;|$)/)
  expect(cookie).toMatch(/; HttpOnly(;|$)/)
  expect(cookie).toMatch(/; SameSite=Strict(;|$)/)
})

test('each refresh rotates the cookie', async () => {
  const first = cookieOf(await shop.post('/identity/cookie/sign-in', alice))
  const answer = await refresh(first)
  expect(answer.body).not.toHaveProperty('refresh_token')
  expect(cookieOf(answer)).not.toBe(first)
  expect((await refresh(cookieOf(answer))).status).toBe(200)
  expect((await refresh(first)).status).toBe(400)
  expect(await shop.counters()).toMatchObject({ rotations: 2, reuseDetections: 1 })
})

test('no cookie, or a wrong one, is no grant', async () => {
  expect(await refresh('')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  expect(await refresh('holdfast_refresh=never-issued')).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant' },
  })
})

test('a key replays a lost answer, cookie included', async () => {
  const first = cookieOf(await shop.post('/identity/cookie/sign-in', alice))
  const lost = await refresh(first, 'key')
  const again = await refresh(first, 'key')
  expect(again.body).toEqual(lost.body)
  expect(cookieOf(again)).toBe(cookieOf(lost))
  expect(await shop.counters()).toMatchObject({ rotations: 1, replays: 1 })
})

test('a key replays its answer to the cookie that came with it, for the page that died before it noted the answer', async () => {
  const first = cookieOf(await shop.post('/identity/cookie/sign-in', alice))
  const answer = await refresh(first, 'key')
  const again = await refresh(cookieOf(answer), 'key')
  expect(again).toMatchObject({ status: 200, body: answer.body })
  expect(await shop.counters()).toMatchObject({ rotations: 1, replays: 1, reuseDetections: 0 })
})

test('revoke ends the family and clears the cookie', async () => {
  const cookie = cookieOf(await shop.post('/identity/cookie/sign-in', alice))
  const answer = await shop.post('/identity/cookie/revoke', {}, { cookie })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('set-cookie')).toMatch(
    /^holdfast_refresh=;.*Path=\/identity\/cookie;.*Expires=Thu, 01 Jan 1970/,
  )
  expect((await refresh(cookie)).status).toBe(400)
  expect((await shop.post('/identity/cookie/revoke', {})).status).toBe(200)
})

test('a sign-in over another revokes that one', async () => {
  const cookie = cookieOf(await shop.post('/identity/cookie/sign-in', alice))
  await shop.post('/identity/cookie/sign-in', { email: 'bob@example.com', password: 'bowline-knot-4' }, { cookie })
  expect((await refresh(cookie)).status).toBe(400)
  expect(await shop.counters()).toMatchObject({ liveFamilies: { 'alice@example.com': 0, 'bob@example.com': 1 } })
})
