import { describe, expect, test, vi } from 'vitest'
import { ann, openShop } from '../../test/openShop.ts'
import { bearer } from '../source/bearer.ts'

describe('while the database hangs (invariants 7, 8)', () => {
  test('a call keeps its deadline', async () => {
    const shop = openShop()
    const [page] = await shop.openSignedIn()
    await shop.world.advance(2_000)
    page!.tab.setFaults({ indexedDB: 'hangs' })
    const began = shop.world.now()
    let took = 0
    const call = page!.session
      .getAccessToken({ timeout: 500 })
      .catch(() => {})
      .then(() => {
        took = shop.world.now() - began
      })
    await shop.world.run(call)
    expect(took).toBeLessThan(1_500)
  })

  test('a call heeds its signal', async () => {
    const shop = openShop()
    const [page] = await shop.openSignedIn()
    await shop.world.advance(2_000)
    page!.tab.setFaults({ indexedDB: 'hangs' })
    const controller = new AbortController()
    const began = shop.world.now()
    let took = 0
    const call = page!.session
      .fetch('/me', { signal: controller.signal })
      .catch(() => {})
      .then(() => {
        took = shop.world.now() - began
      })
    shop.world.after(100, () => controller.abort())
    await shop.world.run(call)
    expect(took).toBeLessThan(1_000)
  })

  test('a call waits about a second, and goes on with what the tab knows', async () => {
    const shop = openShop()
    const [page] = await shop.openSignedIn()
    await shop.world.advance(2_000)
    page!.tab.setFaults({ indexedDB: 'hangs' })
    const took: number[] = []
    for (let n = 0; n < 3; n++) {
      const began = shop.world.now()
      await shop.world.run(page!.session.fetch('/me').catch(({ code }) => code))
      took.push(shop.world.now() - began)
    }
    expect(Math.max(...took)).toBeLessThan(2_000)
  })

  test('because a frozen tab holds a transaction, a call has its token at its deadline', async () => {
    const shop = openShop()
    const [first, second] = await shop.openSignedIn(2)
    await shop.world.advance(2_000)
    void first!.session.refresh().catch(() => {})
    await shop.world.advance(1)
    first!.tab.freeze({ holdsTransactions: true })
    await shop.world.advance(1_000)
    const began = shop.world.now()
    const outcome = await shop.world.run(
      second!.session.getAccessToken({ timeout: 1_000 }).then(
        () => 'ok',
        ({ code }) => code,
      ),
    )
    expect([outcome, shop.world.now() - began < 1_500]).toEqual(['ok', true])
  })
})

describe('a token that still holds is handed out (invariant 7)', () => {
  test('while the server is down, though somebody signs in', async () => {
    const shop = openShop()
    const [page] = await shop.openSignedIn()
    page!.tab.hide()
    shop.world.sleep(560_000)
    page!.tab.show()
    shop.world.fault({ fault: { answer: { status: 503 } }, url: 'refresh', times: 1_000 })
    shop.world.fault({ fault: { delay: 9_000 }, url: 'sign-in' })
    await shop.world.advance(2_000)
    expect(page!.session.getSnapshot().activity).toBe('waiting')
    void page!.session.signIn({ user: 'ann', password: 'wrong' }).catch(() => {})
    await shop.world.advance(100)
    const outcome = await shop.world.run(
      page!.session.getAccessToken({ timeout: 3_000 }).then(
        () => 'ok',
        ({ code }) => code,
      ),
    )
    expect(outcome).toBe('ok')
  })

  test('at the deadline, when the refresh hangs', async () => {
    const shop = openShop()
    const [page] = await shop.openSignedIn()
    page!.tab.hide()
    shop.world.sleep(550_000)
    shop.world.fault({ fault: { lose: 'hang' }, url: 'refresh', times: 1_000 })
    const outcome = await shop.world.run(
      page!.session.getAccessToken({ timeout: 5_000 }).then(
        () => 'ok',
        ({ code }) => code,
      ),
    )
    expect(outcome).toBe('ok')
  })
})

test('a refresh that brings a signal of its own is given up after 10 s all the same (invariant 8)', async () => {
  const shop = openShop()
  const tab = shop.world.openTab()
  const source = bearer({
    signIn: (input: object, { fetch }) => fetch('/auth/sign-in', { method: 'POST', body: JSON.stringify(input) }),
    refresh: ({ refreshToken }, { fetch, attempt }) =>
      fetch('/auth/refresh', {
        method: 'POST',
        body: JSON.stringify({ refresh_token: refreshToken }),
        headers: { 'idempotency-key': attempt },
        signal: new AbortController().signal,
      }),
    user: ({ sub }) => ({ id: sub }),
  })
  const { session } = shop.join(tab, { source })
  await shop.world.run(session.signIn(ann))
  shop.world.sleep(600_000)
  shop.world.fault({ fault: { lose: 'hang' }, url: 'refresh', times: 1 })
  void session.getAccessToken().catch(() => {})
  await shop.world.advance(12_000)
  const first = shop.world.requests.find(({ url }) => url.endsWith('/refresh'))
  expect(first?.endedAt).not.toBeNull()
})

describe('a challenge whose answer', () => {
  test('meets no network rejects with OFFLINE', async () => {
    const shop = openShop()
    const source = {
      signIn: async () => ({
        kind: 'totp',
        answer: async () => {
          throw new TypeError('Failed to fetch')
        },
      }),
      refresh: vi.fn(),
    }
    const { session } = shop.join(shop.world.openTab(), { source: source as never })
    const step: any = await shop.world.run(session.signIn())
    await expect(shop.world.run(step.answer('1'))).rejects.toMatchObject({ code: 'OFFLINE' })
  })

  test('hangs ends with stop() (invariant 8)', async () => {
    const shop = openShop()
    const source = { signIn: async () => ({ kind: 'totp', answer: () => new Promise(() => {}) }), refresh: vi.fn() }
    const { session } = shop.join(shop.world.openTab(), { source: source as never })
    const step: any = await shop.world.run(session.signIn())
    const call = step.answer('1').catch(({ code }: { code: string }) => code)
    await shop.world.advance(1_000)
    session.stop()
    expect((await shop.world.settle(call, { limit: 700_000 })).status).toBe('fulfilled')
  })
})

test('a network that came back long ago lets nobody skip the shared pause (invariant 4)', async () => {
  const shop = openShop()
  const pages = await shop.openSignedIn(10)
  for (const { tab } of pages) {
    tab.goOffline()
    tab.goOnline()
  }
  await shop.world.advance(60_000)
  shop.world.sleep(600_000)
  shop.world.fault({ fault: { lose: 'request' }, url: 'refresh', times: 1_000 })
  const before = shop.world.requests.length
  for (const { session } of pages) void session.getAccessToken().catch(() => {})
  await shop.world.advance(400)
  const withEvents = shop.world.requests.length - before

  const calm = openShop()
  const others = await calm.openSignedIn(10)
  await calm.world.advance(60_000)
  calm.world.sleep(600_000)
  calm.world.fault({ fault: { lose: 'request' }, url: 'refresh', times: 1_000 })
  const b2 = calm.world.requests.length
  for (const { session } of others) void session.getAccessToken().catch(() => {})
  await calm.world.advance(400)
  expect(withEvents).toBeLessThanOrEqual(calm.world.requests.length - b2 + 1)
})

test('a tab frozen with the lock costs the others one long wait, not one at every expiry (invariant 8)', async () => {
  const shop = openShop({ server: { mode: 'replay' } })
  const [first, second] = await shop.openSignedIn(2)
  shop.world.sleep(600_000)
  void first!.session.getAccessToken().catch(() => {})
  await shop.world.until(() => shop.identity.refreshes === 1)
  first!.tab.freeze()
  await shop.world.run(second!.session.getAccessToken({ timeout: 60_000 }))
  shop.world.sleep(600_000)
  const began = shop.world.now()
  const outcome = await shop.world.run(
    second!.session.getAccessToken().then(
      () => 'ok',
      ({ code }) => code,
    ),
  )
  expect([outcome, shop.world.now() - began < 10_000]).toEqual(['ok', true])
})
