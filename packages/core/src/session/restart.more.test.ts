import { expect, test, vi } from 'vitest'
import { ann, bob, openShop, type User } from '../../test/openShop.ts'
import type { Source } from '../source/Source.ts'
import { encrypted } from '../storage/encrypted.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import type { RecordStorage } from '../storage/RecordStorage.ts'

const code = (e: { code?: unknown; name?: unknown }): unknown => (typeof e.code === 'string' ? e.code : e.name)

test('a guest on a full disk may sign out', async () => {
  const shop = openShop()
  const page = shop.open()
  await shop.world.run(page.session.ready())
  page.tab.setFaults({ indexedDB: 'full' })
  expect(await shop.world.run(page.session.signOut().then(() => 'ok', code))).toBe('ok')
})

test('stop() and start() at every moment of refresh() leave an idle session', async () => {
  const stuck: unknown[] = []
  for (let ticks = 0; ticks < 40; ticks++) {
    const shop = openShop({ server: { mode: 'replay' } })
    const [page] = await shop.openSignedIn()
    await shop.world.advance(2_000)
    void page!.session.refresh().catch(() => {})
    for (let n = 0; n < ticks; n++) await Promise.resolve()
    page!.session.stop()
    page!.session.start()
    await shop.world.advance(60_000)
    const { status, activity } = page!.session.getSnapshot()
    if (status !== 'signed-in' || activity !== 'idle') stuck.push([ticks, status, activity])
  }
  expect(stuck).toEqual([])
})

test('stop() and start() at every millisecond of refresh() leave an idle session', async () => {
  const stuck: unknown[] = []
  for (let after = 0; after < 150; after += 3) {
    const shop = openShop({ server: { mode: 'replay' } })
    const [page] = await shop.openSignedIn()
    await shop.world.advance(2_000)
    void page!.session.refresh().catch(() => {})
    await shop.world.advance(after)
    page!.session.stop()
    page!.session.start()
    await shop.world.advance(60_000)
    const { status, activity, error } = page!.session.getSnapshot()
    if (status !== 'signed-in' || activity !== 'idle' || error) stuck.push([after, status, activity, error])
  }
  expect(stuck).toEqual([])
})

test.each(['signOut', 'adopt'] as const)(
  'stop() and start() at every moment of %s() leave an idle session',
  async (act) => {
    const stuck: unknown[] = []
    for (let after = 0; after < 150; after += 3) {
      const shop = openShop({ server: { mode: 'replay' } })
      const [page] = await shop.openSignedIn()
      await shop.world.advance(2_000)
      const grant = { user: { id: 'bob' }, lifetime: 600_000, tokens: { accessToken: 'x', refreshToken: 'y' } }
      const call = act === 'adopt' ? page!.session.adopt(grant) : page!.session.signOut()
      void call.catch(() => {})
      await shop.world.advance(after)
      page!.session.stop()
      page!.session.start()
      await shop.world.advance(60_000)
      const { activity, error, status } = page!.session.getSnapshot()
      const alive = shop.identity.countAlive()
      const owed = (shop.world.rows().get('session:%2Fauth') as any)?.data?.owed?.length
      if (activity !== 'idle' || error || owed || (act === 'signOut' && alive !== (status === 'signed-in' ? 1 : 0)))
        stuck.push([after, status, activity, error && (error as any).code, owed, alive])
    }
    expect(stuck).toEqual([])
  },
)

test('an ordinary life renders for its changes only (invariant 14)', async () => {
  const shop = openShop()
  const page = shop.open()
  const seen: string[] = []
  page.session.subscribe(() => {
    const { status, activity, error } = page.session.getSnapshot()
    seen.push(`${status} ${activity} ${error ? 'error' : ''}`.trim())
  })
  await shop.world.run(page.session.ready())
  await shop.world.run(page.session.signIn(ann))
  await shop.world.advance(1_000)
  page.tab.focus()
  await shop.world.advance(1_000)
  page.session.stop()
  page.session.start()
  await shop.world.advance(1_000)
  await shop.world.run(page.session.signOut())
  await shop.world.advance(1_000)
  expect(seen).toEqual([
    'signed-out idle',
    'signed-out signing-in',
    'signed-in signing-in',
    'signed-in idle',
    'signed-in signing-out',
    'signed-out signing-out',
    'signed-out idle',
  ])
})

test('a slow database is no reason to refuse a sign-in of which this tab has not heard the news', async () => {
  let delay = 0
  const storage = (tab: any): RecordStorage => ({
    kind: 'slow',
    open(options) {
      const inner = encrypted(inIndexedDb()).open(options)
      return Object.assign(Object.create(inner), {
        read: async () => {
          if (delay) await new Promise<void>((done) => void tab.platform.clock.setTimer(done, delay))
          return inner.read()
        },
      })
    },
  })
  const shop = openShop()
  const { world } = shop
  const tabs = [world.openTab(), world.openTab()] as const
  const first = shop.join(tabs[0], { storage: storage(tabs[0]) })
  const second = shop.join(tabs[1])
  await world.run(first.session.signIn(ann))
  await world.run(second.session.ready())
  for (const tab of tabs) tab.setFaults({ channel: 'drops' })
  await world.run(second.session.signOut())
  await world.advance(2_000)
  delay = 1_200
  expect(await world.run(first.session.signIn(bob).then(() => 'ok', code))).toBe('ok')
})

test('a second click on "sign out" does not forget where the first wanted to go', async () => {
  const shop = openShop()
  const { world } = shop
  const signOut = vi.fn(async () => {})
  const source = {
    signIn: async (id: string) => ({ user: { id }, lifetime: 600_000, tokens: { accessToken: 'a' } }),
    refresh: vi.fn(),
    revoke: async () => {},
    signOut,
  } as unknown as Source<User, any>
  const { session } = shop.join(world.openTab(), { source })
  await world.run(session.signIn('ann'))
  await world.advance(1_000)
  await world.run(Promise.all([session.signOut({ returnTo: '/bye' }), session.signOut()]))
  await world.advance(1_000)
  expect(signOut.mock.calls.map((given: any) => given[1].returnTo)).toEqual(['/bye'])
})

test('a refresh under way does not hold up, by cookie, what is owed for longer than it takes', async () => {
  const shop = openShop({ server: { isByCookie: true } })
  const { world } = shop
  const [page] = await shop.openSignedIn()
  world.fault({ fault: { lose: 'hang' }, url: 'refresh', times: 1 })
  void page!.session.refresh().catch(() => {})
  await world.advance(200)
  const began = world.now()
  await world.run(page!.session.signOut())
  expect(world.now() - began).toBeLessThan(3_000)
})
