import { describe, expect, test, vi } from 'vitest'
import { countUses } from '../../test/countUses.ts'
import { ann, bob, openShop, type User } from '../../test/openShop.ts'
import { HoldfastError } from '../HoldfastError.ts'
import { createRecord } from '../record/createRecord.ts'
import type { Grant, Source } from '../source/Source.ts'
import { encrypted } from '../storage/encrypted.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import type { RecordStorage } from '../storage/RecordStorage.ts'

const grantOf = (id: string): Grant<User> => ({ user: { id }, lifetime: 600_000, tokens: { accessToken: `t-${id}` } })
const code = (e: { code?: unknown; name?: unknown }): unknown => (typeof e.code === 'string' ? e.code : e.name)
const sleepIn = (tab: any, ms: number) => new Promise<void>((done) => void tab.platform.clock.setTimer(done, ms))

test('a sign-in by cookie heeds its signal and its timeout while what is owed is told', async () => {
  const shop = openShop({ server: { isByCookie: true } })
  const { world } = shop
  const [page] = await shop.openSignedIn()
  world.fault({ fault: { lose: 'hang' }, url: 'revoke', times: 5 })
  void page!.session.signOut().catch(() => {})
  await world.until(() => page!.session.getSnapshot().status === 'signed-out')
  const controller = new AbortController()
  const began = world.now()
  const call = page!.session.signIn(ann, { signal: controller.signal }).then(() => 'ok', code)
  world.after(100, () => controller.abort())
  const outcome = await world.run(call)
  void outcome
  expect(world.now() - began).toBeLessThan(1_000)
})

test('a signOut of a source that fails late does not end, by cookie, the session that came after', async () => {
  const shop = openShop()
  const { world } = shop
  let live: string | null = null
  let count = 0
  const source = (tab: any, fails: boolean): Source<User, any> => ({
    signIn: async () => {
      live = `s${++count}`
      return { user: { id: 'ann' }, lifetime: null, tokens: null }
    },
    refresh: async () => ({ user: { id: 'ann' }, lifetime: null, tokens: null }),
    restore: async () => ({ user: { id: 'ann' }, lifetime: null, tokens: null }),
    revoke: async () => {
      live = null
    },
    signOut: async () => {
      await sleepIn(tab, 5_000)
      if (fails) throw new TypeError('offline')
    },
  })
  const tabs = [world.openTab(), world.openTab()] as const
  const first = shop.join(tabs[0], { source: source(tabs[0], true) })
  const second = shop.join(tabs[1], { source: source(tabs[1], false) })
  await world.run(first.session.signIn({}))
  await world.run(second.session.ready())
  void first.session.signOut().catch(() => {})
  await world.until(() => second.session.getSnapshot().status === 'signed-out')
  await world.advance(1_000)
  await world.run(second.session.signIn({}))
  expect(live).toBe('s2')
  await world.advance(10_000)
  second.tab.goOffline()
  second.tab.goOnline()
  await world.advance(5_000)
  expect([live, second.session.getSnapshot().status]).toEqual(['s2', 'signed-in'])
})

describe('where the server never confirms a revocation', () => {
  test('somebody can sign in by a redirect all the same', async () => {
    const shop = openShop()
    const { world } = shop
    const tab = world.openTab()
    const base = {
      refresh: vi.fn(),
      revoke: async () => {
        throw new TypeError('CORS')
      },
      // Navigates away.
      signIn: () => new Promise(() => {}),
    } as unknown as Source<User, any>
    const page = shop.join(tab, { source: { ...base, resume: async () => null } })
    await world.run(page.session.adopt(grantOf('ann')))
    await world.run(page.session.signOut())
    void page.session.signIn({}).catch(() => {})
    await world.advance(1_000)
    // The page that the provider redirects to.
    const back = shop.join(tab.reload(), {
      source: { ...base, resume: async () => ({ grant: grantOf('ann'), returnTo: '/x' }) },
    })
    const outcome = await world.run(back.session.resume().then(({ returnTo }) => returnTo, code))
    await world.advance(1_000)
    expect([outcome, back.session.getSnapshot().status]).toEqual(['/x', 'signed-in'])
  })
})

test('a sign-in that was stored, and could not be opened at once, is not ended at the server', async () => {
  let isArmed = false
  const storage = (): RecordStorage => ({
    kind: 'odd',
    open(options) {
      const inner = encrypted(inIndexedDb()).open(options)
      let isStored = false
      return Object.assign(Object.create(inner), {
        commit: async (...given: Parameters<typeof inner.commit>) => {
          const row = await inner.commit(...given)
          isStored = isArmed
          return row
        },
        unseal: async (sealed: unknown, label: string) => {
          if (isStored) {
            isStored = isArmed = false
            throw new HoldfastError('STORAGE_UNAVAILABLE', 'no')
          }
          return inner.unseal(sealed, label)
        },
      })
    },
  })
  const shop = openShop()
  const { world, identity } = shop
  const one = shop.join(world.openTab(), { storage: storage() })
  const two = shop.open()
  await world.run(Promise.all([one.session.ready(), two.session.ready()]))
  isArmed = true
  const outcome = await world.run(one.session.signIn(ann).then(() => 'ok', code))
  two.tab.focus()
  await world.advance(5_000)
  // Either nobody is signed in anywhere, or whoever is shown can go on.
  const shown = two.session.getSnapshot().status
  expect([outcome, shown, shown === 'signed-in' ? identity.countAlive() : 1]).toEqual([
    expect.anything(),
    expect.anything(),
    1,
  ])
})

test('signing out twice renders nothing in the other tabs (invariant 14)', async () => {
  const shop = openShop()
  const { world } = shop
  const [first, second] = await shop.openSignedIn(2)
  await world.run(first!.session.signOut())
  await world.advance(2_000)
  const before = second!.session.getSnapshot()
  await world.run(first!.session.signOut())
  await world.advance(2_000)
  expect(second!.session.getSnapshot()).toBe(before)
})

test('a guest who signs out tells the other guests nothing', async () => {
  const shop = openShop()
  const { world } = shop
  const [first, second] = [shop.open(), shop.open()]
  await world.run(Promise.all([first.session.ready(), second.session.ready()]))
  const before = second.session.getSnapshot()
  await world.run(first.session.signOut())
  await world.advance(2_000)
  expect(second.session.getSnapshot()).toBe(before)
})

test('a page that comes back by Back from a redirecting sign-out does not send the visitor to the provider again', async () => {
  const shop = openShop()
  const { world } = shop
  const tab = world.openTab()
  const signOut = vi.fn(() => new Promise<void>(() => {}))
  const source: Source<User, any> = {
    signIn: async (id: string) => grantOf(id),
    refresh: vi.fn(),
    revoke: async () => {},
    signOut,
  } as never
  const page = shop.join(tab, { source })
  await world.run(page.session.signIn('ann'))
  void page.session.signOut().catch(() => {})
  await world.until(() => signOut.mock.calls.length > 0)
  tab.bfcache()
  await world.advance(20_000)
  tab.restore()
  await world.advance(2_000)
  signOut.mockClear()
  const again = shop.join(tab.reload(), { source })
  await world.run(again.session.ready())
  await world.advance(2_000)
  expect(signOut).not.toHaveBeenCalled()
})

test('stop() while a sign-out waits for the lock leaves no timer', async () => {
  const shop = openShop({ server: { isByCookie: true } })
  const { world } = shop
  const tab = world.openTab()
  const counted = countUses(tab.platform)
  const first = shop.join(tab, { platform: counted.platform })
  const second = shop.open()
  await world.run(first.session.signIn(ann))
  await world.run(second.session.ready())
  world.fault({ fault: { lose: 'hang' }, url: 'refresh', times: 1 })
  void second.session.refresh().catch(() => {})
  await world.advance(200)
  void first.session.signOut().catch(() => {})
  await world.advance(500)
  first.session.stop()
  await world.advance(10)
  expect(counted.open).toEqual({ timers: 0, wakes: 0, channels: 0, connections: 0 })
})

test('a guest who signs out in one tab takes no edit from another (invariant 5)', async () => {
  const lost: unknown[] = []
  for (let after = 0; after < 30; after++) {
    const shop = openShop({ seed: after + 1 })
    const { world } = shop
    const [first, second] = [shop.open(), shop.open()]
    await world.run(Promise.all([first.session.ready(), second.session.ready()]))
    const cart = createRecord({ name: 'cart', initial: [] as number[], owner: second.session } as never) as any
    const end = cart.subscribe(() => {})
    await world.advance(1_000)
    void first.session.signOut().catch(() => {})
    await world.advance(after / 2)
    const outcome = await world.run(cart.update((all: number[]) => [...all, 1]).then(() => 'ok', code))
    await world.advance(3_000)
    const seen = cart.getSnapshot()
    if (outcome !== 'ok' || (seen.value ?? seen.data ?? seen)?.length !== 1)
      lost.push([after, outcome, JSON.stringify(seen)])
    end()
  }
  expect(lost).toEqual([])
})

test('by cookie, signOut() does not wait 15 s for a tab that froze with the lock', async () => {
  const shop = openShop({ server: { isByCookie: true } })
  const { world, identity } = shop
  const [first, second] = await shop.openSignedIn(2)
  world.fault({ fault: { lose: 'hang' }, url: 'refresh', times: 1 })
  void second!.session.refresh().catch(() => {})
  await world.advance(200)
  second!.tab.freeze()
  await world.advance(100)
  const began = world.now()
  await world.run(first!.session.signOut())
  expect(identity.countAlive()).toBe(0)
  expect(world.now() - began).toBeLessThan(5_000)
})
void bob
