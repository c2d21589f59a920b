import { describe, expect, test, vi } from 'vitest'
import { ann, openShop, type Page, type Shop } from '../../test/openShop.ts'
import { bearer } from '../source/bearer.ts'
import type { SourceContext } from '../source/Source.ts'
import { encrypted } from '../storage/encrypted.ts'
import { inCookie } from '../storage/inCookie.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import type { RecordStorage } from '../storage/RecordStorage.ts'

/** Everybody asks at once, after the grant has expired in a sleep. */
async function expireAndAsk({ world }: Shop, pages: readonly Page[]): Promise<string[]> {
  world.sleep(600_000)
  return world.run(Promise.all(pages.map(({ session }) => session.getAccessToken())))
}
const refreshesOf = ({ world }: Shop): typeof world.requests =>
  world.requests.filter(({ url }) => url.endsWith('/refresh'))

const storages: [string, () => RecordStorage][] = [
  ['encrypted(inIndexedDb())', () => encrypted(inIndexedDb())],
  ['inLocalStorage()', inLocalStorage],
  ['inCookie()', () => inCookie()],
]

describe.each(storages)('in %s', (_, storage) => {
  test('ten tabs that ask at once send one refresh, and all get the new token (invariants 1, 2)', async () => {
    const shop = openShop({ storage })
    const pages = await shop.openSignedIn(10)
    for (let round = 1; round <= 5; round++) {
      const tokens = await expireAndAsk(shop, pages)
      expect([...new Set(tokens)]).toEqual([shop.identity.tokens.at(-2)])
      expect(shop.identity).toMatchObject({ refreshes: round, reuses: 0, rekeyed: [] })
    }
    await shop.world.advance(1_000)
    const alive = pages.map(({ session }) => session.getSnapshot())
    expect(alive.every(({ status, activity }) => status === 'signed-in' && activity === 'idle')).toBe(true)
  })
})

test.each([
  ['channels', { channel: 'missing' }],
  ['locks', { locks: 'missing' }],
  ['locks that answer', { locks: 'never' }],
  ['either', { channel: 'missing', locks: 'rejects' }],
] as const)('one refresh for three tabs without %s (invariant 1)', async (_, faults) => {
  const shop = openShop()
  const [first] = await shop.openSignedIn()
  const pages = [first!, shop.open(), shop.open()]
  for (const { tab } of pages) tab.setFaults(faults)
  await shop.world.run(Promise.all(pages.map(({ session }) => session.ready())))
  const tokens = await expireAndAsk(
    shop,
    pages.map(({ tab }) => shop.join(tab, { timeout: 60_000 })),
  )
  expect(new Set(tokens).size).toBe(1)
  expect(shop.identity).toMatchObject({ refreshes: 1, reuses: 0 })
})

test('a fresh token comes from memory, without a request or a lock (invariant 7)', async () => {
  const shop = openShop()
  const [page] = await shop.openSignedIn()
  await shop.world.run(page!.session.getAccessToken())
  const request = vi.spyOn(page!.tab.platform.locks!, 'request')
  let token: string | undefined
  void page!.session.getAccessToken().then((value) => {
    token = value
  })
  for (let tick = 0; tick < 10; tick++) await null
  expect(token).toBe(shop.identity.tokens.at(-2))
  expect(request).not.toHaveBeenCalled()
  expect(refreshesOf(shop)).toEqual([])
})

test('the row is confirmed before a token leaves a tab that has not read it for a second (invariant 3)', async () => {
  const { world, openSignedIn } = openShop()
  const [first, second] = await openSignedIn(2)
  second!.tab.setFaults({ channel: 'drops' })
  first!.tab.setFaults({ channel: 'drops' })
  await world.advance(1_001)
  await world.run(first!.session.signOut())
  expect(second!.session.getSnapshot().status).toBe('signed-in')
  await expect(world.run(second!.session.getAccessToken())).rejects.toMatchObject({ code: 'SIGNED_OUT' })
})

test('a visible tab refreshes before the expiry by itself, a hidden one when asked', async () => {
  const shop = openShop()
  const { world, identity } = shop
  const [page] = await shop.openSignedIn()
  page!.tab.hide()
  await world.advance(600_000)
  expect(identity.refreshes).toBe(0)
  page!.tab.show()
  await world.advance(1_000)
  expect(identity.refreshes).toBe(1)
  const sentAt = refreshesOf(shop)[0]?.sentAt ?? 0
  await world.advance(600_000)
  expect(identity.refreshes).toBe(2)
  const between = (refreshesOf(shop).at(-1)?.sentAt ?? 0) - sentAt
  expect(between).toBeGreaterThan(600_000 - 80_000)
  expect(between).toBeLessThan(600_000 - 59_000)
})

test('a token shorter than the leeway is refreshed at half of its life, not in a loop', async () => {
  const shop = openShop({ server: { lifetime: 20_000 } })
  await shop.openSignedIn()
  await shop.world.advance(100_000)
  expect(shop.identity.refreshes).toBeGreaterThanOrEqual(8)
  expect(shop.identity.refreshes).toBeLessThanOrEqual(14)
})

test('every request for one grant carries its id as the key, after a crash too (invariant 2)', async () => {
  const shop = openShop({ server: { mode: 'replay' } })
  const [first, second] = await shop.openSignedIn(2)
  shop.world.sleep(600_000)
  shop.world.fault({ fault: { delay: 3_000 }, tab: first!.tab.id, url: 'refresh' })
  void first!.session.getAccessToken().catch(() => {})
  await shop.world.until(() => shop.identity.refreshes === 1)
  first!.tab.crash()
  const token = await shop.world.run(second!.session.getAccessToken())
  const keys = refreshesOf(shop).map(({ headers }) => headers.get('idempotency-key'))
  expect(keys).toHaveLength(2)
  expect(new Set(keys).size).toBe(1)
  expect(token).toBe(shop.identity.tokens.at(-2))
  expect(shop.identity).toMatchObject({ reuses: 0, rekeyed: [] })
})

test('a tab that dies while refreshing is succeeded within a second of its lock (invariant 8)', async () => {
  const shop = openShop({ server: { mode: 'replay' } })
  const [first, second] = await shop.openSignedIn(2)
  shop.world.sleep(600_000)
  shop.world.fault({ fault: { delay: 3_000 }, tab: first!.tab.id, url: 'refresh' })
  void first!.session.getAccessToken().catch(() => {})
  const token = second!.session.getAccessToken()
  await shop.world.until(() => shop.identity.refreshes === 1)
  first!.tab.crash()
  const died = shop.world.now()
  await shop.world.run(token)
  expect(shop.world.now() - died).toBeLessThan(1_000)
})

test('a tab that freezes while refreshing costs the others at most the hold limit, and finds out when it wakes (invariants 2, 8)', async () => {
  const shop = openShop({ server: { mode: 'replay' } })
  const [first, second] = await shop.openSignedIn(2)
  shop.world.sleep(600_000)
  void first!.session.getAccessToken().catch(() => {})
  await shop.world.until(() => shop.identity.refreshes === 1)
  first!.tab.freeze()
  const token = await shop.world.run(second!.session.getAccessToken({ timeout: 60_000 }))
  expect(shop.world.now()).toBeLessThan(40_000)
  first!.tab.resume()
  expect(await shop.world.run(first!.session.getAccessToken())).toBe(token)
  expect(shop.identity).toMatchObject({ reuses: 0, rekeyed: [] })
})

test('an old answer is not stored over a newer grant of the same session (invariant 2)', async () => {
  const shop = openShop({ server: { mode: 'replay' } })
  const [first, second] = await shop.openSignedIn(2)
  shop.world.sleep(600_000)
  void first!.session.getAccessToken().catch(() => {})
  await shop.world.until(() => shop.identity.refreshes === 1)
  first!.tab.freeze()
  await shop.world.run(second!.session.getAccessToken({ timeout: 60_000 }))
  await shop.world.run(second!.session.refresh({ timeout: 60_000 }))
  first!.tab.resume()
  await shop.world.advance(1_000)
  await shop.world.run(second!.session.refresh())
  expect(shop.identity).toMatchObject({ refreshes: 4, reuses: 0, rekeyed: [] })
})

test('a tab that slept between its claim and its request finds out before it sends (invariant 2)', async () => {
  const { world, identity, join } = openShop()
  const pages = [world.openTab(), world.openTab()].map((tab) => {
    const ask = async (path: string, body: object, { fetch, attempt }: SourceContext): Promise<Response> => {
      if (path === 'refresh') await new Promise<void>((go) => tab.platform.clock.setTimer(go, 3_000))
      return fetch(`/auth/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'idempotency-key': attempt },
      })
    }
    const source = bearer({
      signIn: (input: object, context) => ask('sign-in', input, context),
      refresh: ({ refreshToken }, context) => ask('refresh', { refresh_token: refreshToken }, context),
      user: ({ sub }) => ({ id: sub }),
    })
    return join(tab, { source })
  })
  const [first, second] = pages as [Page, Page]
  await world.run(first.session.signIn(ann))
  await world.run(second.session.ready())
  world.sleep(600_000)
  for (const { tab } of pages) tab.setFaults({ locks: 'missing' })
  const early = first.session.getAccessToken()
  await world.advance(50)
  world.sleep(20_000)
  const late = second.session.getAccessToken()
  expect(await world.run(early)).toBe(await world.run(late))
  await world.advance(10_000)
  expect(identity).toMatchObject({ refreshes: 1, reuses: 0 })
})

test('refresh() asks though the grant is fresh, and joins a refresh under way in another tab (invariant 1)', async () => {
  const shop = openShop()
  const pages = await shop.openSignedIn(3)
  await shop.world.run(Promise.all(pages.map(({ session }) => session.refresh())))
  expect(shop.identity.refreshes).toBe(1)
  await shop.world.run(pages[0]!.session.refresh())
  expect(shop.identity.refreshes).toBe(2)
})

test('a rejection ends the session in every tab, and says why (invariant 4)', async () => {
  const shop = openShop()
  const pages = await shop.openSignedIn(2)
  shop.identity.revokeAll()
  shop.world.sleep(600_000)
  const refused = { code: 'REFRESH_REJECTED' }
  const calls = pages.map(({ session }) => expect(session.getAccessToken()).rejects.toMatchObject(refused))
  await shop.world.run(Promise.all(calls))
  await shop.world.advance(1_000)
  for (const { session } of pages)
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'rejected', user: null })
  expect(shop.identity.refreshes).toBe(1)
  const errors = pages.map(({ session }) => session.getSnapshot().error)
  expect(errors).toContainEqual(expect.objectContaining({ ...refused, detail: { error: 'invalid_grant' } }))
})

test('a rejection is not believed where a newer grant stands in the row (invariants 2, 4)', async () => {
  const shop = openShop()
  const [first, second] = await shop.openSignedIn(2)
  shop.world.sleep(600_000)
  shop.world.fault({
    fault: { answer: { status: 400, body: '{"error":"invalid_grant"}' }, delay: 3_000 },
    tab: first!.tab.id,
    url: 'refresh',
  })
  first!.tab.setFaults({ locks: 'missing' })
  second!.tab.setFaults({ locks: 'missing' })
  const late = first!.session.getAccessToken()
  const key = 'session:%2Fauth'
  // As if the claim had run out while the first tab slept.
  shop.world.after(300, () => {
    const row = shop.world.rows().get(key) as { data: { claim: unknown } }
    shop.world.rows().put(key, { ...row, data: { ...row.data, claim: null } })
  })
  shop.world.after(301, () => void second!.session.getAccessToken())
  await shop.world.run(late)
  await shop.world.advance(5_000)
  expect(first!.session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: 'ann' } })
})
