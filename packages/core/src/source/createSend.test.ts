import { describe, expect, test, vi } from 'vitest'
import { type CsrfOptions, createSend } from './createSend.ts'

const shop = 'https://shop.test'

/** A server that takes the token `good` only, refusing others with `status`. */
function openServer({ good = 'new', status = 403 } = {}): {
  sent: Request[]
  page: { fetch: typeof fetch; origin: string }
} {
  const sent: Request[] = []
  const answer = async (input: RequestInfo | URL): Promise<Response> => {
    const request = input as Request
    sent.push(request)
    const isRefused = request.method !== 'GET' && request.headers.get('x-csrf-token') !== good
    return new Response(await request.clone().text(), { status: isRefused ? status : 200 })
  }
  return { sent, page: { fetch: answer, origin: shop } }
}
const tokensOf = (sent: readonly Request[]): (string | null)[] => sent.map(({ headers }) => headers.get('x-csrf-token'))
const post = (url = `${shop}/orders`, init: RequestInit = {}): Request =>
  new Request(url, { method: 'POST', body: 'two mugs', ...init })
const csrf = (token: CsrfOptions['token']): CsrfOptions => ({ header: 'x-csrf-token', token })

describe('a token against CSRF', () => {
  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('is on %s to the own origin', async (method) => {
    const { sent, page } = openServer()
    await createSend(csrf(() => 'new'))(post(undefined, { method }), page)
    expect(tokensOf(sent)).toEqual(['new'])
  })

  test.each(['GET', 'HEAD', 'OPTIONS'])('is not on %s, and is not even asked for', async (method) => {
    const { sent, page } = openServer()
    const token = vi.fn(() => 'new')
    await createSend(csrf(token))(new Request(`${shop}/orders`, { method }), page)
    expect([tokensOf(sent), token.mock.calls]).toEqual([[null], []])
  })

  test('is read anew for each request, at the moment of sending', async () => {
    const { sent, page } = openServer()
    let current = 'first'
    const send = createSend(csrf(() => current))
    const request = post()
    current = 'new'
    await send(request, page)
    expect(tokensOf(sent)).toEqual(['new'])
  })

  test.each([403, 419])('that another tab had changed is asked for once more after %i', async (status) => {
    const { sent, page } = openServer({ status })
    const token = vi.fn(async (refused?: string) => (refused ? 'new' : 'old'))
    const response = await createSend(csrf(token))(post(), page)
    expect(await response.text()).toBe('two mugs')
    expect([response.status, tokensOf(sent), token.mock.calls]).toEqual([200, ['old', 'new'], [[undefined], ['old']]])
  })

  test('refused twice leaves the refusal as the answer', async () => {
    const { sent, page } = openServer({ good: 'none' })
    let count = 0
    const response = await createSend(csrf(() => `token ${++count}`))(post(), page)
    expect([response.status, tokensOf(sent)]).toEqual([403, ['token 1', 'token 2']])
  })

  test('that has not changed is not sent again: the refusal means something else', async () => {
    const { sent, page } = openServer({ good: 'none' })
    const response = await createSend(csrf(() => 'old'))(post(), page)
    expect([response.status, sent.length]).toEqual([403, 1])
  })

  test('that the app has set itself stays', async () => {
    const { sent, page } = openServer()
    await createSend(csrf(() => 'new'))(post(undefined, { headers: { 'x-csrf-token': 'mine' } }), page)
    expect(tokensOf(sent)).toEqual(['mine'])
  })

  test('does not follow a redirect, which would take it along', async () => {
    const { sent, page } = openServer()
    const send = createSend(csrf(() => 'new'))
    for (const redirect of ['follow', 'error', 'manual'] as const) await send(post(undefined, { redirect }), page)
    expect(sent.map(({ redirect }) => redirect)).toEqual(['manual', 'error', 'manual'])
  })

  test.each<[string, CsrfOptions['token']]>([
    [
      'throws',
      () => {
        throw new TypeError("Cannot read properties of null (reading 'content')")
      },
    ],
    ['gives nothing', () => ''],
    ['gives undefined', () => undefined as never],
  ])('whose function %s is said to be missing, and nothing is sent', async (_, token) => {
    const { sent, page } = openServer()
    await expect(createSend(csrf(token))(post(), page)).rejects.toMatchObject({
      code: 'ANSWER_INVALID',
      message: expect.stringContaining('csrf.token()'),
    })
    expect(sent).toEqual([])
  })

  test('is waited for as long as the request is wanted (invariant 7)', async () => {
    const { sent, page } = openServer()
    const never = csrf(() => new Promise(() => {}))
    const controller = new AbortController()
    const sending = createSend(never)(post(undefined, { signal: controller.signal }), page)
    controller.abort()
    await expect(sending).rejects.toMatchObject({ name: 'AbortError' })
    await expect(createSend(never)(post(undefined, { signal: AbortSignal.abort() }), page)).rejects.toMatchObject({
      name: 'AbortError',
    })
    expect(sent).toEqual([])
  })

  test('that could not be fetched rejects with what stood in the way', async () => {
    const { sent, page } = openServer()
    const offline = new TypeError('Failed to fetch')
    const send = createSend(csrf(() => Promise.reject(offline)))
    await expect(send(post(), page)).rejects.toBe(offline)
    expect(sent).toEqual([])
  })

  test('is in no error (invariant 9)', async () => {
    const { page } = openServer()
    let count = 0
    const send = createSend(csrf(() => (count++ ? '' : 'secret-token')))
    const error = await send(post(), page).catch((reason: Error) => reason)
    expect(`${error} ${JSON.stringify(error)}`).not.toContain('secret-token')
  })
})
