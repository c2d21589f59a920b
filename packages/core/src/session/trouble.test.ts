import { describe, expect, test } from 'vitest'
import { ann, openShop, type Page, type Shop } from '../../test/openShop.ts'

const refreshesOf = ({ world }: Shop): typeof world.requests =>
  world.requests.filter(({ url }) => url.endsWith('/refresh'))

async function openExpired(count = 1, mode: 'strict' | 'replay' = 'strict'): Promise<{ shop: Shop; pages: Page[] }> {
  const shop = openShop({ server: { mode } })
  const pages = await shop.openSignedIn(count)
  shop.world.sleep(600_000)
  return { shop, pages }
}

describe('trouble on the way never ends a session: the call waits and succeeds (invariants 4, 8)', () => {
  test.each<[string, number, object]>([
    ['500 three times', 3, { answer: { status: 500 } }],
    ['HTML with 403 from a proxy', 2, { answer: { status: 403, body: '<html>blocked</html>' } }],
    ['408, the server gave up waiting', 1, { answer: { status: 408 } }],
    ['409', 1, { answer: { status: 409 } }],
    ['425', 1, { answer: { status: 425 } }],
    ['a request that is lost', 2, { lose: 'request' }],
  ])('%s', async (_, times, fault) => {
    const { shop, pages } = await openExpired()
    const { session } = pages[0]!
    shop.world.fault({ fault, url: 'refresh', times })
    const token = await shop.world.run(session.getAccessToken())
    expect(token).toBe(shop.identity.tokens.at(-2))
    expect(refreshesOf(shop)).toHaveLength(times + 1)
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', activity: 'idle', error: null })
    expect(shop.identity.rekeyed).toEqual([])
  })

  test('429 three times with Retry-After: nobody asks earlier', async () => {
    const { shop, pages } = await openExpired(3)
    const headers = { 'retry-after': '2' }
    shop.world.fault({ fault: { answer: { status: 429, headers } }, url: 'refresh', times: 3 })
    const calls = pages.map(({ session }) => session.getAccessToken({ timeout: 30_000 }))
    expect(new Set(await shop.world.run(Promise.all(calls))).size).toBe(1)
    const times = refreshesOf(shop).map(({ sentAt }) => sentAt)
    expect(times).toHaveLength(4)
    for (const [index, at] of times.entries()) if (index > 0) expect(at - times[index - 1]!).toBeGreaterThan(2_000)
  })

  test('offline for 3 s', async () => {
    const { shop, pages } = await openExpired()
    const { session, tab } = pages[0]!
    tab.goOffline()
    shop.world.after(3_000, tab.goOnline)
    const call = session.getAccessToken()
    await shop.world.advance(2_000)
    expect(session.getSnapshot()).toMatchObject({
      status: 'signed-in',
      activity: 'waiting',
      error: { code: 'OFFLINE' },
    })
    await shop.world.run(call)
    expect(shop.world.now()).toBeLessThan(3_500)
    expect(session.getSnapshot()).toMatchObject({ activity: 'idle', error: null })
  })

  test('offline at start: loading and waiting, never signed out; it is there when the network is', async () => {
    const { shop, pages } = await openExpired()
    const tab = pages[0]!.tab.reload()
    tab.goOffline()
    const { session } = shop.join(tab)
    await expect(shop.world.run(session.ready())).rejects.toMatchObject({ code: 'OFFLINE' })
    expect(session.getSnapshot()).toMatchObject({ status: 'loading', activity: 'waiting', error: { code: 'OFFLINE' } })
    shop.world.after(1_000, tab.goOnline)
    expect(await shop.world.run(session.ready())).toMatchObject({ status: 'signed-in', user: { id: 'ann' } })
  })

  test('an answer lost after the rotation is replayed by a server that keeps answers', async () => {
    const { shop, pages } = await openExpired(2, 'replay')
    shop.world.fault({ fault: { lose: 'answer' }, url: 'refresh' })
    const calls = pages.map(({ session }) => session.getAccessToken())
    const tokens = await shop.world.run(Promise.all(calls))
    expect(new Set(tokens).size).toBe(1)
    expect(shop.identity).toMatchObject({ refreshes: 2, reuses: 0, rekeyed: [] })
  })

  test('a request that the browser sent twice by itself is replayed too (invariant 2)', async () => {
    const { shop, pages } = await openExpired(1, 'replay')
    shop.world.fault({ fault: { isSentTwice: true }, url: 'refresh' })
    await shop.world.run(pages[0]!.session.getAccessToken())
    expect(shop.identity).toMatchObject({ refreshes: 2, reuses: 0 })
  })

  test('a server that does not answer is given up after 10 s, and asked again with the same key', async () => {
    const { shop, pages } = await openExpired(1, 'replay')
    shop.world.fault({ fault: { lose: 'hang' }, url: 'refresh' })
    await shop.world.run(pages[0]!.session.getAccessToken({ timeout: 30_000 }))
    const [first, second] = refreshesOf(shop)
    expect(second!.sentAt - first!.sentAt).toBeGreaterThan(9_999)
    expect(second!.headers.get('idempotency-key')).toBe(first!.headers.get('idempotency-key'))
  })
})

test('ten tabs together retry no more than one would (invariant 4)', async () => {
  const countOf = async (tabs: number): Promise<number> => {
    const { shop, pages } = await openExpired(tabs)
    shop.world.fault({ fault: { answer: { status: 503 } }, url: 'refresh', times: 1_000 })
    const calls = pages.map(({ session }) => session.getAccessToken({ timeout: 20_000 }).catch(() => {}))
    await shop.world.run(Promise.all(calls))
    return refreshesOf(shop).length
  }
  const alone = await countOf(1)
  expect(alone).toBeGreaterThan(3)
  expect(await countOf(10)).toBeLessThanOrEqual(alone * 2)
})

test('a call whose deadline passes rejects with what stands in the way; the next one may succeed (invariants 7, 8)', async () => {
  const { shop, pages } = await openExpired()
  const { session } = pages[0]!
  const mend = shop.world.fault({ fault: { answer: { status: 503 } }, url: 'refresh', times: 1_000 })
  const began = shop.world.now()
  await expect(shop.world.run(session.getAccessToken())).rejects.toMatchObject({ code: 'SERVER_UNAVAILABLE' })
  expect(shop.world.now() - began).toBeLessThan(10_100)
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', activity: 'waiting' })
  mend()
  await shop.world.run(session.getAccessToken({ timeout: 60_000 }))
})

test('while the server is down, a token that still holds is handed out', async () => {
  const shop = openShop()
  const [page] = await shop.openSignedIn()
  shop.world.fault({ fault: { answer: { status: 503 } }, url: 'refresh', times: 1_000 })
  shop.world.sleep(560_000)
  const { session } = page!
  const token = await shop.world.run(session.getAccessToken())
  expect(token).toBe(shop.identity.tokens[0])
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', activity: 'waiting' })
})

describe('an answer that makes no sense keeps the old grant (invariant 4)', () => {
  const good = { access_token: 'a.b.c', refresh_token: 'r', expires_in: 600 }
  test.each<[string, string]>([
    ['not JSON', '{"access_token":'],
    ['HTML with 200', '<!doctype html><title>Welcome</title>'],
    ['nothing', ''],
    ['no expires_in', JSON.stringify({ ...good, expires_in: undefined })],
    ['a negative expires_in', JSON.stringify({ ...good, expires_in: -1 })],
    ['expires_in 1e400', '{"access_token":"a.b.c","refresh_token":"r","expires_in":1e400}'],
    ['expires_in as a text', JSON.stringify({ ...good, expires_in: '600' })],
    ['expires_in of 60 days', JSON.stringify({ ...good, expires_in: 60 * 86_400 })],
    ['no access token', JSON.stringify({ ...good, access_token: undefined })],
  ])('%s', async (_, body) => {
    const shop = openShop({ server: { mode: 'replay' } })
    const [page] = await shop.openSignedIn()
    const { session } = page!
    const row = (): unknown => (shop.world.rows().get('session:%2Fauth') as { data: { grantId: unknown } }).data.grantId
    const before = row()
    const mend = shop.world.fault({
      fault: { answer: { status: 200, body }, isProcessed: true },
      url: 'refresh',
      times: 1_000,
    })
    await expect(shop.world.run(session.refresh())).rejects.toMatchObject({ code: 'ANSWER_INVALID' })
    expect(session.getSnapshot()).toMatchObject({
      status: 'signed-in',
      user: { id: 'ann' },
      activity: 'waiting',
      error: { code: 'ANSWER_INVALID' },
    })
    expect(row()).toBe(before)
    mend()
    await shop.world.run(session.refresh({ timeout: 60_000 }))
    expect(shop.identity).toMatchObject({ reuses: 0, rekeyed: [] })
  })

  test.each(['<html>', '{"access_token":"a.b.c","expires_in":1e400}'])(
    'a sign-in answered with %s is refused',
    async (body) => {
      const { world, open } = openShop()
      const { session } = open()
      world.fault({ fault: { answer: { status: 200, body } }, url: 'sign-in' })
      await expect(world.run(session.signIn(ann))).rejects.toMatchObject({ code: 'ANSWER_INVALID' })
      expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', activity: 'idle' })
    },
  )
})
