import { describe, expect, test, vi } from 'vitest'
import { type Counted, countUses } from '../../test/countUses.ts'
import { ann, bob, openShop, type Page } from '../../test/openShop.ts'
import { createRecord } from '../record/createRecord.ts'
import { encrypted } from '../storage/encrypted.ts'
import { inCookie } from '../storage/inCookie.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import { inMemory } from '../storage/inMemory.ts'
import { inSessionStorage } from '../storage/inSessionStorage.ts'
import type { RecordStorage } from '../storage/RecordStorage.ts'

const nothing = { timers: 0, wakes: 0, channels: 0, connections: 0 }
const storages: [string, () => RecordStorage][] = [
  ['encrypted(inIndexedDb())', () => encrypted(inIndexedDb())],
  ['inLocalStorage()', inLocalStorage],
  ['inSessionStorage()', inSessionStorage],
  ['inCookie()', () => inCookie()],
  ['inMemory()', inMemory],
]

function openCounted(storage?: () => RecordStorage): {
  shop: ReturnType<typeof openShop>
  page: Page
  counted: Counted
} {
  const shop = openShop(storage ? { storage } : {})
  const tab = shop.world.openTab()
  const counted = countUses(tab.platform)
  const session = { idleTimeout: 1_800_000, platform: counted.platform }
  return { shop, page: shop.join(tab, session), counted }
}

test('nothing runs at createSession, nor at seed() (invariant 15)', async () => {
  const { shop, page, counted } = openCounted()
  page.session.seed({ user: { id: 'ann' } })
  page.session.getSnapshot()
  page.session.expiry.getSnapshot()
  createRecord({ name: 'wishlist', initial: [], owner: page.session })
  await shop.world.advance(10_000)
  expect(counted.uses()).toBe(0)
  expect(counted.open).toEqual(nothing)
})

describe.each(storages)('stop() in %s', (_, storage) => {
  test('leaves no timer, listener, channel or connection (invariant 15)', async () => {
    const { shop, page, counted } = openCounted(storage)
    const record = createRecord({ name: 'wishlist', initial: [] as string[], owner: page.session, storage: storage() })
    await shop.world.run(page.session.signIn(ann))
    await shop.world.run(record.update((list) => [...list, 'a boat']))
    await shop.world.advance(1_000)
    expect(counted.open).not.toEqual(nothing)
    page.session.stop()
    await shop.world.advance(1)
    expect(counted.open).toEqual(nothing)
    const uses = counted.uses()
    await shop.world.advance(3_600_000)
    expect(counted.uses()).toBe(uses)
  })

  test('in the midst of a refresh leaves nothing either (invariant 15)', async () => {
    const { shop, page, counted } = openCounted(storage)
    await shop.world.run(page.session.signIn(ann))
    shop.world.sleep(600_000)
    const call = page.session.getAccessToken().catch((error: unknown) => error)
    await shop.world.until(() => shop.identity.refreshes === 1)
    page.session.stop()
    expect(await shop.world.run(call)).toMatchObject({ code: 'STOPPED' })
    await shop.world.advance(60_000)
    expect(counted.open).toEqual(nothing)
  })
})

test('stop() at every moment of a start leaves nothing (invariant 15)', async () => {
  for (let after = 0; after < 40; after++) {
    const { shop, page, counted } = openCounted()
    page.session.start()
    await shop.world.advance(after / 4)
    page.session.stop()
    await shop.world.advance(60_000)
    expect([after, counted.open]).toEqual([after, nothing])
  }
})

test('after stop() calls reject with STOPPED until start(), which brings all back', async () => {
  const { shop, page } = openCounted()
  const { session } = page
  await shop.world.run(session.signIn(ann))
  session.stop()
  session.stop()
  const stopped = { code: 'STOPPED' }
  for (const call of [
    () => session.ready(),
    () => session.resume(),
    () => session.signIn(ann),
    () => session.signOut(),
    () => session.refresh(),
    () => session.extend(),
    () => session.getAccessToken(),
    () => session.fetch('/me'),
    () => session.adopt({ user: { id: 'ann' }, lifetime: null, tokens: null }),
  ])
    await expect(call()).rejects.toMatchObject(stopped)
  const end = session.subscribe(vi.fn())
  end()
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-in' })
  session.start()
  session.start()
  expect(await shop.world.run(session.fetch('/me').then(({ status }) => status))).toBe(200)
})

test('a session that was stopped learns at start() what happened meanwhile, before it sends anything', async () => {
  const { world, identity, openSignedIn } = openShop()
  const [first, second] = await openSignedIn(2)
  first!.session.stop()
  await world.run(second!.session.signIn(bob))
  first!.session.start()
  const token = await world.run(first!.session.getAccessToken().catch(() => first!.session.getAccessToken()))
  expect(token).toBe(identity.tokens.at(-2))
  expect(first!.session.getSnapshot().user).toEqual({ id: 'bob' })
})

test('an answer to a challenge after stop() keeps nothing and opens nothing (invariant 15)', async () => {
  const { shop, counted } = openCounted()
  const answer = vi.fn(async () => ({ user: { id: 'ann' }, lifetime: null, tokens: null }))
  const source = { signIn: async () => ({ kind: 'totp', answer }), refresh: vi.fn() }
  const page = shop.join(shop.world.openTab(), { platform: counted.platform, source: source as never })
  const step = (await shop.world.run(page.session.signIn())) as unknown as { answer(code: string): Promise<unknown> }
  page.session.stop()
  await expect(shop.world.run(step.answer('1'))).rejects.toMatchObject({ code: 'STOPPED' })
  expect(answer).not.toHaveBeenCalled()
  await shop.world.advance(1_000)
  expect(counted.open).toEqual(nothing)
})

describe('while prerendering', () => {
  test('nothing is sent, written or locked until the page is shown (invariant 15)', async () => {
    const shop = openShop()
    const [first] = await shop.openSignedIn()
    shop.world.sleep(600_000)
    const tab = shop.world.openTab({ isPrerendering: true })
    const counted = countUses(tab.platform)
    const { session } = shop.join(tab, { platform: counted.platform })
    const before = shop.world.rows().get('session:%2Fauth')
    const token = session.getAccessToken({ timeout: 60_000 })
    first!.tab.close()
    await shop.world.advance(5_000)
    expect(counted.open).toMatchObject({ channels: 0, connections: 0 })
    expect(shop.world.rows().get('session:%2Fauth')).toEqual(before)
    expect(shop.identity.refreshes).toBe(0)
    expect(session.getSnapshot()).toMatchObject({ status: 'loading', activity: 'idle' })
    tab.activate()
    expect(await shop.world.run(token)).toBe(shop.identity.tokens.at(-2))
    expect(shop.identity.refreshes).toBe(1)
  })

  test('a session that is stopped before the page is shown stays stopped (invariant 15)', async () => {
    const shop = openShop()
    const tab = shop.world.openTab({ isPrerendering: true })
    const counted = countUses(tab.platform)
    const { session } = shop.join(tab, { platform: counted.platform })
    session.start()
    session.stop()
    tab.activate()
    await shop.world.advance(10_000)
    expect(counted.open).toEqual(nothing)
  })
})

test('the back/forward cache is never blocked by an open connection or lock at rest (invariant 15)', async () => {
  const shop = openShop()
  const tab = shop.world.openTab()
  const counted = countUses(tab.platform)
  const { session } = shop.join(tab, { platform: counted.platform })
  await shop.world.run(session.signIn(ann))
  await shop.world.advance(1_000)
  tab.bfcache()
  await shop.world.advance(1)
  expect(tab.state).toBe('cached')
  expect(counted.open).toMatchObject({ connections: 0, channels: 1 })
  expect(tab.restore()).toBe(true)
  expect(await shop.world.run(session.fetch('/me').then(({ status }) => status))).toBe(200)
})
