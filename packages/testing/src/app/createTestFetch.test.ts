import { expect, test, vi } from 'vitest'
import { createTestSession } from './createTestSession.ts'

const ann = { id: 'ann' }
const answer = (): ReturnType<typeof vi.fn<typeof globalThis.fetch>> =>
  vi.fn(async () => Response.json({ from: 'the test' }))

test('sends by the global fetch as it is at the call, so that whoever replaces it is asked', async () => {
  const session = createTestSession({ user: ann })
  const { fetch } = session
  const replaced = answer()
  vi.stubGlobal('fetch', replaced)
  expect(await (await fetch('/orders')).json()).toEqual({ from: 'the test' })
  expect(replaced).toHaveBeenCalledOnce()
})

test('sends what the component wrote, with the token of whoever is signed in', async () => {
  const send = answer()
  const session = createTestSession({ user: ann, fetch: send })
  await session.fetch('/orders', { method: 'POST', headers: { accept: 'text/plain' } })
  await session.fetch(new Request('https://shop.test/', { headers: { authorization: 'mine' } }))
  await session.signOut()
  await session.fetch('/news')
  expect(send.mock.calls).toEqual([
    ['/orders', { method: 'POST', headers: { accept: 'text/plain', authorization: 'Bearer test-token-1' } }],
    [expect.any(Request), { headers: { authorization: 'mine' } }],
    ['/news', undefined],
  ])
})

test('a 401 is simply returned', async () => {
  const send = vi.fn(async () => new Response(null, { status: 401 }))
  const session = createTestSession({ user: ann, fetch: send })
  expect((await session.fetch('/me')).status).toBe(401)
  expect(send).toHaveBeenCalledOnce()
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', activity: 'idle' })
})

test.each(['signOut', 'expire', 'signOutElsewhere'] as const)(
  'a request under way ends with its session: %s (invariant 13)',
  async (end) => {
    const session = createTestSession({ user: ann, fetch: () => new Promise(() => {}) })
    const call = session.fetch('/slow')
    await Promise.resolve()
    await session[end]()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
  },
)

test('waits while loading, and gives up with its signal', async () => {
  const send = answer()
  const session = createTestSession({ user: ann, status: 'loading', fetch: send })
  const given = new AbortController()
  const left = session.fetch('/a', { signal: given.signal })
  const met = session.fetch('/b')
  given.abort()
  await expect(left).rejects.toMatchObject({ name: 'AbortError' })
  expect(send).not.toHaveBeenCalled()
  await session.signInAs(ann)
  expect((await met).ok).toBe(true)
})

test('of a guest who is offline fails as a browser’s does', async () => {
  const session = createTestSession({ user: null, fetch: answer() })
  session.goOffline()
  await expect(session.fetch('/news')).rejects.toThrow(new TypeError('Failed to fetch'))
})
