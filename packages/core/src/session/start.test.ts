import { describe, expect, test, vi } from 'vitest'
import { countUses } from '../../test/countUses.ts'
import { ann, openShop, type User } from '../../test/openShop.ts'
import type { Grant, Source } from '../source/Source.ts'

const grantOf = (id: string): Grant<User> => ({ user: { id }, lifetime: 600_000, tokens: { accessToken: `t-${id}` } })

test('a restart whose first read fails recovers once the storage does', async () => {
  const shop = openShop()
  const [first, second] = await shop.openSignedIn(2)
  first!.session.stop()
  first!.tab.setFaults({ indexedDB: 'fails' })
  first!.session.start()
  await shop.world.advance(100)
  first!.tab.setFaults({ indexedDB: null })
  void second
  await shop.world.advance(30_000)
  expect(first!.session.getSnapshot()).toMatchObject({ status: 'signed-in', activity: 'idle', error: null })
})

test('a restart whose first read fails refreshes by timer afterwards', async () => {
  const shop = openShop()
  const [first] = await shop.openSignedIn(1)
  first!.session.stop()
  first!.tab.setFaults({ indexedDB: 'fails' })
  first!.session.start()
  await shop.world.advance(100)
  first!.tab.setFaults({ indexedDB: null })
  await shop.world.advance(599_000)
  expect(shop.identity.refreshes).toBe(1)
})

test('a restart whose first read fails hears of a sign-out that happened meanwhile', async () => {
  const shop = openShop()
  const [first, second] = await shop.openSignedIn(2)
  first!.session.stop()
  await shop.world.run(second!.session.signOut())
  first!.tab.setFaults({ indexedDB: 'fails' })
  first!.session.start()
  await shop.world.advance(100)
  first!.tab.setFaults({ indexedDB: null })
  await shop.world.advance(30_000)
  expect(first!.session.getSnapshot()).toMatchObject({ status: 'signed-out' })
})

test('stop() and start() at once run source.resume once', async () => {
  const shop = openShop()
  const tab = shop.world.openTab()
  const resume = vi.fn(async () => {
    await new Promise<void>((done) => void tab.platform.clock.setTimer(done, 100))
    return { grant: grantOf('ann'), returnTo: '/x' }
  })
  const source: Source<User, any> = { signIn: vi.fn(), refresh: vi.fn(), revoke: vi.fn(async () => {}), resume }
  const { session } = shop.join(tab, { source })
  session.resume().catch(() => {})
  session.stop()
  session.start()
  const outcome = session.resume().then(
    ({ returnTo }) => returnTo,
    (e) => e.code,
  )
  expect(await shop.world.run(outcome)).toBe('/x')
  await shop.world.advance(5_000)
  expect(resume).toHaveBeenCalledTimes(1)
  expect(source.revoke).not.toHaveBeenCalled()
})

test('a request of a source after stop() opens no connection', async () => {
  const shop = openShop()
  const tab = shop.world.openTab()
  const counted = countUses(tab.platform)
  const source: Source<User, any> = {
    signIn: async () => ({ user: { id: 'ann' }, lifetime: 600_000, tokens: { accessToken: 'a', refreshToken: 'r' } }),
    refresh: async (_g, { fetch }) => {
      await new Promise<void>((done) => void tab.platform.clock.setTimer(done, 1_000))
      await fetch('/auth/refresh', { method: 'POST' })
      throw new Error('not reached')
    },
  }
  const { session } = shop.join(tab, { source, platform: counted.platform })
  await shop.world.run(session.signIn({}))
  void session.refresh().catch(() => {})
  await shop.world.advance(500)
  session.stop()
  await shop.world.advance(30_000)
  expect(counted.open).toEqual({ timers: 0, wakes: 0, channels: 0, connections: 0 })
})

test('stop() and start() while the lock is waited for: the sign-out owed is still told', async () => {
  const shop = openShop()
  const [page] = await shop.openSignedIn()
  shop.world.fault({ fault: { delay: 3_000 }, url: 'revoke', times: 1 })
  void page!.session.signOut().catch(() => {})
  await shop.world.until(() => shop.world.requests.some(({ url }) => url.endsWith('/revoke')))
  page!.session.stop()
  page!.session.start()
  await shop.world.advance(30_000)
  expect(shop.identity.countAlive()).toBe(0)
  expect(page!.session.getSnapshot().error).toBe(null)
})

describe('a user that JSON cannot say', () => {
  test('does not wedge the session', async () => {
    const { inMemory } = await import('../storage/inMemory.ts')
    const shop = openShop({ storage: inMemory })
    const source: Source<User, any> = {
      signIn: async (id) => grantOf(id),
      refresh: vi.fn(),
      revoke: async () => {},
    }
    const { session } = shop.join(shop.world.openTab(), { source })
    const bad = { ...grantOf('bob'), user: { id: 'bob', n: 1n } as User }
    await shop.world.run(session.signIn('ann'))
    await shop.world.run(session.adopt(bad).catch(() => {}))
    await shop.world.run(session.signIn('ann').catch(() => {}))
    await shop.world.advance(1_000)
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: 'ann' } })
    await shop.world.run(session.signOut())
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-out' })
  })
})
void ann
