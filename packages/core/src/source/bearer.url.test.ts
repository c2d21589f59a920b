import { describe, expect, test, vi } from 'vitest'
import { bearer } from './bearer.ts'
import type { Grant, SourceContext } from './Source.ts'

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const access_token = `${part({ alg: 'ES256' })}.${part({ sub: 'u1', role: 'admin' })}.c2ln`
const held: Grant = { user: { id: 'u1' }, lifetime: 1, tokens: { accessToken: 'a0', refreshToken: 'r0' } }

function contextOf(): { context: SourceContext; fetch: ReturnType<typeof vi.fn> } {
  const fetch = vi.fn(async () => Response.json({ access_token, refresh_token: 'r1', expires_in: 60 }))
  const { signal } = new AbortController()
  return { context: { fetch, signal, attempt: 'attempt-1', isActive: false, origin: 'https://shop.test' }, fetch }
}

describe('bearer({ url })', () => {
  test.each([
    ['sign-in', { email: 'ann@example.com', password: 'pass' }],
    ['refresh', { refresh_token: 'r0' }],
    ['revoke', { refresh_token: 'r0' }],
  ])('speaks POST {url}/%s with JSON, and names the attempt (invariant 2)', async (path, body) => {
    const source = bearer({ url: 'https://id.example.com/auth' })
    const { context, fetch } = contextOf()
    if (path === 'sign-in') await source.signIn(body as never, context)
    if (path === 'refresh') await source.refresh(held as never, context)
    if (path === 'revoke') await source.revoke?.(held as never, context)
    const [url, init] = fetch.mock.calls[0] as [string, RequestInit]
    expect(url).toBe(`https://id.example.com/auth/${path}`)
    expect(init).toMatchObject({ method: 'POST', cache: 'no-store', credentials: 'same-origin' })
    expect(JSON.parse(init.body as string)).toEqual(body)
    expect(new Headers(init.headers).get('idempotency-key')).toBe('attempt-1')
    expect(new Headers(init.headers).get('content-type')).toBe('application/json')
    expect(init.keepalive).toBe(path === 'revoke')
  })

  test('no token is in a URL (invariant 9)', async () => {
    const source = bearer({ url: '/auth' })
    const { context, fetch } = contextOf()
    await source.refresh(held as never, context)
    await source.revoke?.(held as never, context)
    expect(fetch.mock.calls.map(([url]) => url)).toEqual(['/auth/refresh', '/auth/revoke'])
  })

  test('makes the user of all claims, named by sub; or as told', async () => {
    const { context } = contextOf()
    const plain = await bearer({ url: '/auth' }).signIn({}, context)
    expect(plain.user).toEqual({ id: 'u1', sub: 'u1', role: 'admin' })
    const told = await bearer({ url: '/auth', user: ({ sub }) => ({ id: `x-${sub}` }) }).signIn({}, context)
    expect(told.user).toEqual({ id: 'x-u1' })
  })

  test("with refreshBy: 'cookie' it lets the browser send its cookie, and nothing else", async () => {
    const source = bearer({ url: '/auth', refreshBy: 'cookie' })
    const { context, fetch } = contextOf()
    await source.restore?.(context)
    expect(fetch).toHaveBeenCalledWith('/auth/refresh', expect.objectContaining({ credentials: 'include', body: '{}' }))
  })

  test('back ends at different URLs do not share a row', () => {
    expect(bearer({ url: '/a' }).identity).not.toBe(bearer({ url: '/b' }).identity)
  })
})
