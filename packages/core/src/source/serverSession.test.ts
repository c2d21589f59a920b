import { describe, expect, test, vi } from 'vitest'
import type { Grant, SourceContext } from './Source.ts'
import { type ServerSessionOptions, serverSession } from './serverSession.ts'

interface Me {
  readonly id: string
}

const ann = { user: { id: 'ann' }, secondsLeft: 600 }
const held: Grant<Me> = { user: { id: 'ann' }, lifetime: 600_000, tokens: null }
const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers })
const html = (status = 200): Response => new Response('<html>', { status, headers: { 'content-type': 'text/html' } })
const redirected = (response: Response): Response => Object.defineProperty(response, 'redirected', { value: true })

type Routes = Readonly<Record<string, () => Response>>

/** A context whose network answers by path; `sent` has what went out. */
function contextOf(routes: Routes): { context: SourceContext; sent: Request[] } {
  const sent: Request[] = []
  const fetch = vi.fn(async (input: RequestInfo | URL) => {
    const request = input as Request
    sent.push(request)
    return routes[new URL(request.url).pathname]?.() ?? json({ error: 'not_found' }, 404)
  })
  const { signal } = new AbortController()
  return { context: { fetch, signal, attempt: 'a1', isActive: false, origin: 'https://shop.test' }, sent }
}

const options: ServerSessionOptions<Me, any> = {
  probe: '/me',
  signIn: '/login',
  signOut: '/logout',
  renew: '/renew',
  user: (body) => body.user ?? null,
  secondsLeft: (body) => body.secondsLeft,
}
const source = serverSession<Me, any>(options)
const restore = (routes: Routes): Promise<Grant<Me>> =>
  source.restore?.(contextOf(routes).context) as Promise<Grant<Me>>

describe('the probe', () => {
  test('is a GET that no cache answers, with the cookie', async () => {
    const { context, sent } = contextOf({ '/me': () => json(ann) })
    expect(await source.restore?.(context)).toEqual(held)
    expect(sent[0]).toMatchObject({ method: 'GET', cache: 'no-store', credentials: 'include' })
    expect(sent[0]?.url).toBe('https://shop.test/me')
  })

  test.each<[string, () => Response]>([
    ['401 with JSON', () => json({ error: 'no_session' }, 401)],
    ['401 with nothing', () => new Response(null, { status: 401 })],
    ['200 with a body of nobody', () => json({ user: null })],
    ['200 with null', () => json(null)],
  ])('%s: nobody is signed in', async (_, answer) => {
    await expect(restore({ '/me': answer })).rejects.toMatchObject({ code: 'REFRESH_REJECTED' })
  })

  test.each<[string, () => Response, string]>([
    ['HTML with 200', html, 'ANSWER_INVALID'],
    ['nothing with 204', () => new Response(null, { status: 204 }), 'ANSWER_INVALID'],
    ['a redirect to a sign-in page', () => redirected(html()), 'ANSWER_INVALID'],
    ['a redirect to a user', () => redirected(json(ann)), 'ANSWER_INVALID'],
    ['a 200 out of a cache', () => json(ann, 200, { age: '5' }), 'ANSWER_INVALID'],
    ['a 401 out of a cache', () => json({}, 401, { age: '5' }), 'ANSWER_INVALID'],
    ['a user without an id', () => json({ user: { name: 'Ann' }, secondsLeft: 600 }), 'ANSWER_INVALID'],
    ['a user whose id is a number', () => json({ user: { id: 7 }, secondsLeft: 600 }), 'ANSWER_INVALID'],
    ['an endless time', () => new Response('{"user":{"id":"ann"},"secondsLeft":1e400}'), 'ANSWER_INVALID'],
    ['a time in words', () => json({ user: { id: 'ann' }, secondsLeft: 'ten' }), 'ANSWER_INVALID'],
    ['401 with HTML', () => html(401), 'SERVER_UNAVAILABLE'],
    ['403 with JSON', () => json({ error: 'forbidden' }, 403), 'SERVER_UNAVAILABLE'],
    ['400 with JSON', () => json({ error: 'bad' }, 400), 'SERVER_UNAVAILABLE'],
    ['500 with a user', () => json(ann, 500), 'SERVER_UNAVAILABLE'],
    ['404', () => json({}, 404), 'SERVER_UNAVAILABLE'],
    ['429', () => json({}, 429), 'RATE_LIMITED'],
  ])('%s: nobody knows, so that all stays as it is (invariant 4)', async (_, answer, code) => {
    await expect(restore({ '/me': answer })).rejects.toMatchObject({ code })
  })

  test('a second too little left is still a session', async () => {
    expect((await restore({ '/me': () => json({ ...ann, secondsLeft: 0 }) })).lifetime).toBe(1_000)
    expect((await restore({ '/me': () => json({ user: ann.user, secondsLeft: null }) })).lifetime).toBeNull()
  })

  test('user() that throws is an answer nobody understands, not a network that failed', async () => {
    const careless = serverSession<Me>({ ...options, user: (body) => body.data.user })
    await expect(careless.restore?.(contextOf({ '/me': () => json({}) }).context)).rejects.toMatchObject({
      code: 'ANSWER_INVALID',
      message: expect.stringContaining('user()'),
    })
  })

  test('a function that forgets the Response is told', async () => {
    const careless = serverSession<Me>({ ...options, probe: async () => ann as never })
    await expect(careless.restore?.(contextOf({}).context)).rejects.toThrow('probe() must resolve with the Response')
  })
})

describe('a sign-in', () => {
  const signIn = (login: () => Response, me: () => Response = () => json(ann)): Promise<unknown> =>
    source.signIn({ email: 'ann' }, contextOf({ '/login': login, '/me': me }).context)

  test.each<[string, () => Response]>([
    ['a user', () => json(ann)],
    ['another JSON', () => json({ ok: true })],
    ['nothing', () => new Response(null, { status: 204 })],
    ['a redirect', () => redirected(html())],
  ])('answered by %s has come through once a probe says who it is', async (_, login) => {
    expect(await signIn(login)).toEqual(held)
  })

  test('sends the input as JSON', async () => {
    const { context, sent } = contextOf({ '/login': () => json({}), '/me': () => json(ann) })
    await source.signIn({ email: 'ann' }, context)
    expect([sent[0]?.method, await sent[0]?.text()]).toEqual(['POST', '{"email":"ann"}'])
  })

  test.each([400, 401, 403, 422])('refused by %i rejects with what the server said', async (status) => {
    const refused = signIn(() => json({ message: 'No.' }, status))
    await expect(refused).rejects.toMatchObject({ code: 'SIGN_IN_REJECTED', detail: { message: 'No.' } })
  })

  test.each<[string, () => Response, () => Response]>([
    ['the page of a form again', html, () => json(ann)],
    ['an error', () => json({}, 500), () => json(ann)],
    ['a redirect to an error', () => redirected(html(500)), () => json(ann)],
    ['a user, and a probe out of a cache', () => json(ann), () => json(ann, 200, { age: '1' })],
    ['a user, and a probe that fails', () => json(ann), () => json(ann, 503)],
  ])('answered by %s signs nobody in', async (_, login, me) => {
    await expect(signIn(login, me)).rejects.toMatchObject({ code: /ANSWER_INVALID|SERVER_UNAVAILABLE/ })
  })

  test('after which the server knows nobody says that the cookie may be blocked', async () => {
    const blocked = signIn(
      () => json(ann),
      () => json({}, 401),
    )
    await expect(blocked).rejects.toMatchObject({
      code: 'SIGN_IN_REJECTED',
      message: expect.stringContaining('keeps no cookie'),
    })
  })
})

describe('a refresh', () => {
  const refresh = (routes: Routes, isActive: boolean): { grant: Promise<Grant<Me>>; sent: Request[] } => {
    const { context, sent } = contextOf(routes)
    return { grant: source.refresh(held, { ...context, isActive }), sent }
  }
  const paths = (sent: readonly Request[]): readonly string[] =>
    sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)

  test('after activity renews, and believes an answer that says who it is', async () => {
    const { grant, sent } = refresh({ '/renew': () => json(ann) }, true)
    expect(await grant).toEqual(held)
    expect(paths(sent)).toEqual(['POST /renew'])
  })

  test('renews by a function, where the server puts the end off by something else than a POST', async () => {
    const { context, sent } = contextOf({ '/me': () => json(ann) })
    const sliding = serverSession({ ...options, renew: ({ fetch }) => fetch('/me?slide=true') })
    expect(await sliding.refresh(held, { ...context, isActive: true })).toEqual(held)
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET https://shop.test/me?slide=true'])
  })

  test('without activity only asks', async () => {
    const { grant, sent } = refresh({ '/me': () => json(ann) }, false)
    expect(await grant).toEqual(held)
    expect(paths(sent)).toEqual(['GET /me'])
  })

  test.each<[string, () => Response]>([
    ['nothing', () => new Response(null, { status: 204 })],
    ['401', () => json({}, 401)],
    ['403', () => json({}, 403)],
    ['HTML', html],
    ['a user without an id', () => json({ user: {} })],
  ])('whose renewal is answered by %s goes by the probe (invariant 4)', async (_, renew) => {
    const { grant, sent } = refresh({ '/renew': renew, '/me': () => json(ann) }, true)
    expect(await grant).toEqual(held)
    expect(paths(sent)).toEqual(['POST /renew', 'GET /me'])
  })
})

describe('a sign-out', () => {
  const signOut = (answer: () => Response): Promise<void> | undefined =>
    source.revoke?.(held, contextOf({ '/logout': answer }).context)

  test('is a POST that outlives the page, and says whether it is meant everywhere', async () => {
    const { context, sent } = contextOf({ '/logout': () => new Response(null, { status: 204 }) })
    await source.revoke?.(held, context)
    await source.revoke?.(held, context, { everywhere: true })
    expect(sent[0]).toMatchObject({ method: 'POST', keepalive: true })
    expect([await sent[0]?.text(), await sent[1]?.text()]).toEqual(['', '{"everywhere":true}'])
  })

  test.each<[string, () => Response]>([
    ['204', () => new Response(null, { status: 204 })],
    ['a page', html],
    ['a redirect', () => redirected(html())],
    ['401: there is nothing to end', () => json({}, 401)],
  ])('is confirmed by %s', async (_, answer) => {
    await expect(signOut(answer)).resolves.toBeUndefined()
  })

  test.each([403, 404, 419, 500, 503])('is still owed after %i', async (status) => {
    await expect(signOut(() => json({}, status))).rejects.toMatchObject({ code: 'SERVER_UNAVAILABLE' })
  })
})

describe('options', () => {
  test.each<[object, string]>([
    [{ probe: undefined }, "probe must be a URL such as '/session'"],
    [{ signIn: 7 }, 'signIn must be a URL'],
    [{ signOut: '' }, 'signOut must be a URL'],
    [{ renew: true }, 'renew must be a URL'],
    [{ user: undefined }, "user must be a function that makes { id } of the probe's JSON"],
    [{ csrf: { header: 'x-csrf-token', token: 'secret' } }, 'csrf must be { header:'],
    [{ probeUrl: '/me' }, 'probeUrl must be left out; the options are probe, signIn'],
  ])('%j is refused, saying what to write', (given, message) => {
    expect(() => serverSession({ ...options, ...given } as never)).toThrow(message)
  })
})
