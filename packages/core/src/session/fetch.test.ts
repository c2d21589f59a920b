import { describe, expect, test, vi } from 'vitest'
import { openShop, type Page, type Shop } from '../../test/openShop.ts'

const API = 'https://api.example.com'

/** A shop with one page signed in, and a server elsewhere that tells what it was sent. */
async function openWithApi(origins: readonly string[] = []): Promise<Shop & { page: Page; sent: Headers[] }> {
  const shop = openShop({ session: { origins } })
  const sent: Headers[] = []
  shop.world.serve(API, ({ headers }) => {
    sent.push(headers)
    return new Response('ok')
  })
  const [page] = await shop.openSignedIn()
  return { ...shop, page: page as Page, sent }
}
const status = (response: Promise<Response>): Promise<number> => response.then((answer) => answer.status)

test('the token goes to the own origin, with relative URLs, URL objects and requests', async () => {
  const { world, page } = await openWithApi()
  const { fetch } = page.session
  expect(await world.run(status(fetch('/me')))).toBe(200)
  expect(await world.run(status(fetch(new URL('/me', world.origin))))).toBe(200)
  expect(await world.run(status(fetch(new Request(`${world.origin}/me`))))).toBe(200)
})

describe('the token goes nowhere else (invariant 9)', () => {
  test('not to an origin that is not listed', async () => {
    const { world, page, sent } = await openWithApi()
    await world.run(page.session.fetch(`${API}/orders`))
    expect(sent[0]?.has('authorization')).toBe(false)
  })

  test('but to one that is', async () => {
    const { world, page, sent } = await openWithApi([API])
    await world.run(page.session.fetch(`${API}/orders`))
    expect(sent[0]?.get('authorization')).toBe(`Bearer ${await world.run(page.session.getAccessToken())}`)
  })

  test.each([
    'https://api.example.com.evil.test/x',
    'https://api.example.com:8443/x',
    'http://api.example.com/x',
    'https://api.example.com@evil.test/x',
    '//evil.test/x',
    'https:\\\\evil.test\\x',
  ])('not to %s, which only looks like it', async (url) => {
    const { world, page } = await openWithApi([API])
    await world.settle(page.session.fetch(url))
    const entry = world.requests.at(-1)
    expect(new URL(entry!.url).origin).not.toBe(API)
    expect(entry?.headers.has('authorization')).toBe(false)
  })

  test('a redirect is left to the browser, which takes the header off for another origin', async () => {
    const { page, world } = await openWithApi()
    const fetch = vi.spyOn(page.tab.platform, 'fetch')
    await world.run(page.session.fetch('/me', { redirect: 'manual' }))
    expect(fetch).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ redirect: 'manual' }))
  })
})

test('an Authorization header of the app is left alone', async () => {
  const { world, page } = await openWithApi()
  await world.settle(page.session.fetch('/me', { headers: { authorization: 'Basic x' } }))
  expect(world.requests.at(-1)?.headers.get('authorization')).toBe('Basic x')
})

test('signed out, a call goes without, and a 401 is simply returned', async () => {
  const { world, open } = openShop()
  const { session } = open()
  expect(await world.run(status(session.fetch('/me')))).toBe(401)
  expect(world.requests).toHaveLength(1)
  expect(world.requests[0]?.headers.has('authorization')).toBe(false)
})

test('while loading, a call waits for the session', async () => {
  const { world, identity, openSignedIn, reload } = openShop()
  const [page] = await openSignedIn()
  world.sleep(600_000)
  expect(await world.run(status(reload(page!).session.fetch('/me')))).toBe(200)
  expect(identity.refreshes).toBe(1)
})

describe('a 401', () => {
  test('of 50 calls at once costs one refresh, and all 50 are answered (invariant 1)', async () => {
    const { world, identity, page } = await openWithApi()
    const { fetch } = page.session
    world.fault({ fault: { answer: { status: 401 } }, url: '/me', times: 50 })
    const calls = Array.from({ length: 50 }, () => status(fetch('/me')))
    expect(await world.run(Promise.all(calls))).toEqual(Array.from({ length: 50 }, () => 200))
    expect(identity).toMatchObject({ refreshes: 1, reuses: 0 })
  })

  test('of 50 calls in three tabs costs one refresh (invariant 1)', async () => {
    const { world, identity, openSignedIn } = openShop()
    const pages = await openSignedIn(3)
    world.fault({ fault: { answer: { status: 401 } }, url: '/me', times: 50 })
    const calls = Array.from({ length: 50 }, (_, index) => status(pages[index % 3]!.session.fetch('/me')))
    expect(new Set(await world.run(Promise.all(calls)))).toEqual(new Set([200]))
    expect(identity).toMatchObject({ refreshes: 1, reuses: 0 })
  })

  test('on a token that was just refreshed for one is returned: a wrong endpoint causes no storm', async () => {
    const { world, identity, page } = await openWithApi()
    world.fault({ fault: { answer: { status: 401 } }, url: '/me', times: 1_000 })
    expect(await world.run(status(page.session.fetch('/me')))).toBe(401)
    for (let call = 0; call < 20; call++) expect(await world.run(status(page.session.fetch('/me')))).toBe(401)
    expect(identity.refreshes).toBe(1)
    expect(page.session.getSnapshot()).toMatchObject({ status: 'signed-in' })
  })

  test('that asks for another kind of token is returned', async () => {
    const { world, identity, page } = await openWithApi()
    const headers = { 'www-authenticate': 'Bearer error="insufficient_user_authentication"' }
    world.fault({ fault: { answer: { status: 401, headers } }, url: '/me' })
    expect(await world.run(status(page.session.fetch('/me')))).toBe(401)
    expect(identity.refreshes).toBe(0)
  })

  test('is returned where the refresh is rejected, and the session ends', async () => {
    const { world, identity, page } = await openWithApi()
    identity.revokeAll()
    expect(await world.run(status(page.session.fetch('/me')))).toBe(401)
    expect(page.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'rejected' })
  })

  test('replays the body and the method', async () => {
    const { world, page } = await openWithApi()
    world.fault({ fault: { answer: { status: 401 } }, url: '/me' })
    const init = { method: 'PUT', body: JSON.stringify({ size: 3 }), headers: { 'x-mine': '1' } }
    expect(await world.run(status(page.session.fetch('/me', init)))).toBe(200)
    const sent = world.requests.filter(({ url }) => url.endsWith('/me'))
    expect(sent.map(({ method, body, headers }) => [method, body, headers.get('x-mine')])).toEqual([
      ['PUT', '{"size":3}', '1'],
      ['PUT', '{"size":3}', '1'],
    ])
  })

  test('to a body that can be sent once only is returned', async () => {
    const { world, identity, page } = await openWithApi()
    world.fault({ fault: { answer: { status: 401 } }, url: '/me' })
    const init = { method: 'POST', body: new Blob(['x']).stream(), duplex: 'half' } as RequestInit
    expect(await world.run(status(page.session.fetch('/me', init)))).toBe(401)
    expect(identity.refreshes).toBe(0)
  })
})

test('a call can be aborted while it waits, and while it is under way (invariant 7)', async () => {
  const { world, page } = await openWithApi()
  page.tab.goOffline()
  world.sleep(600_000)
  const waiting = new AbortController()
  const first = page.session.fetch('/me', { signal: waiting.signal })
  world.after(100, () => waiting.abort())
  await expect(world.run(first)).rejects.toMatchObject({ name: 'AbortError' })
  page.tab.goOnline()
  await world.run(page.session.getAccessToken())
  const sent = new AbortController()
  const second = page.session.fetch('/me', { signal: sent.signal })
  world.after(1, () => sent.abort())
  await expect(world.run(second)).rejects.toMatchObject({ name: 'AbortError' })
})

test("what the network does to the app's own call is the app's to see", async () => {
  const { world, page } = await openWithApi()
  world.fault({ fault: { lose: 'answer' }, url: '/me' })
  await expect(world.run(page.session.fetch('/me'))).rejects.toBeInstanceOf(TypeError)
  world.fault({ fault: { answer: { status: 503 } }, url: '/me' })
  expect(await world.run(status(page.session.fetch('/me')))).toBe(503)
})

test('a call that is aborted while a refresh answers its 401 rejects with AbortError', async () => {
  const shop = openShop()
  const [page] = await shop.openSignedIn()
  shop.identity.revokeAll()
  shop.world.fault({ fault: { delay: 3_000 }, url: 'refresh' })
  const controller = new AbortController()
  const call = page!.session.fetch('/me', { signal: controller.signal }).then(
    (r) => r.status,
    ({ name }) => name,
  )
  await shop.world.advance(1_000)
  controller.abort()
  expect(await shop.world.run(call)).toBe('AbortError')
})

test("a 401 to an Authorization header of the app's own costs no refresh", async () => {
  const shop = openShop()
  const [page] = await shop.openSignedIn()
  await shop.world.run(page!.session.fetch('/me', { headers: { authorization: 'Basic x' } }))
  expect(shop.identity.refreshes).toBe(0)
})
