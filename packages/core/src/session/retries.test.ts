import { expect, test, vi } from 'vitest'
import { countUses } from '../../test/countUses.ts'
import { failingUnseal } from '../../test/failingUnseal.ts'
import { ann, openShop, type User } from '../../test/openShop.ts'
import { HoldfastError } from '../HoldfastError.ts'
import type { Grant, Source } from '../source/Source.ts'
import { encrypted } from '../storage/encrypted.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import type { RecordStorage } from '../storage/RecordStorage.ts'

const grantOf = (id: string): Grant<User> => ({ user: { id }, lifetime: 600_000, tokens: { accessToken: `t-${id}` } })
const code = (e: { code?: unknown; name?: unknown }): unknown => (typeof e.code === 'string' ? e.code : e.name)
const sleepIn = (tab: any, ms: number) => new Promise<void>((done) => void tab.platform.clock.setTimer(done, ms))

test.each([
  ['is full', 'full'],
  ['fails', 'fails'],
] as const)('a database that %s and a network that came back do not make a loop', async (_, indexedDB) => {
  const shop = openShop()
  const tab = shop.world.openTab()
  const counted = countUses(tab.platform)
  const page = shop.join(tab, { platform: counted.platform })
  await shop.world.run(page.session.signIn(ann))
  tab.setFaults({ indexedDB })
  shop.world.sleep(600_000)
  void page.session.getAccessToken().catch(() => {})
  await shop.world.advance(3_000)
  tab.goOffline()
  tab.goOnline()
  let commits = 0
  const subscribe = page.session.subscribe(() => commits++)
  await shop.world.advance(10_000)
  subscribe()
  // Each try shows its error anew.
  expect(commits).toBeLessThan(30)
})

test('a first read that failed, and one of a wake that did not, leave no trouble behind', async () => {
  const trouble = failingUnseal()
  const shop = openShop({ storage: trouble.storage })
  const [page] = await shop.openSignedIn()
  trouble.failures = 1
  const again = shop.reload(page!)
  void again.session.ready().catch(() => {})
  await shop.world.until(() => again.session.getSnapshot().activity === 'waiting')
  again.tab.focus()
  await shop.world.advance(5_000)
  expect(again.session.getSnapshot()).toMatchObject({ status: 'signed-in', activity: 'idle', error: null })
  await shop.world.advance(594_000)
  expect(shop.identity.refreshes).toBe(1)
})

test('a slow read counts from when it began, whoever joins it', async () => {
  let delay = 0
  const storage = (tab: any): RecordStorage => ({
    kind: 'slow',
    open(options) {
      const inner = encrypted(inIndexedDb()).open(options)
      return Object.assign(Object.create(inner), {
        read: async () => {
          const row = await inner.read()
          if (delay) await sleepIn(tab, delay)
          return row
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
  await world.advance(2_000)
  delay = 950
  first.tab.focus()
  await world.advance(50)
  await world.run(second.session.signOut())
  await world.advance(700)
  await world.run(first.session.getAccessToken().catch(() => {}))
  delay = 0
  // More than a second after the read began: it counts no longer.
  await world.advance(200)
  expect(await world.run(first.session.getAccessToken().then(() => 'token', code))).toBe('SIGNED_OUT')
})

test('a redirect that comes to nothing does not hide a sign-in under way', async () => {
  const shop = openShop()
  const tab = shop.world.openTab()
  const source: Source<User, any> = {
    signIn: async (id) => {
      await sleepIn(tab, 5_000)
      return grantOf(id)
    },
    refresh: vi.fn(),
    resume: async () => {
      await sleepIn(tab, 1_000)
      return null
    },
  }
  const { session } = shop.join(tab, { source })
  await shop.world.run(session.ready())
  void session.signIn('ann')
  await shop.world.advance(3_000)
  expect(session.getSnapshot().activity).toBe('signing-in')
})

test('a network that came back lets a tab without a flight skip the pause of a tab that is gone', async () => {
  const shop = openShop()
  const { world } = shop
  const [first, second] = await shop.openSignedIn(2)
  second!.tab.hide()
  for (const { tab } of [first!, second!]) tab.goOffline()
  world.sleep(600_000)
  void first!.session.getAccessToken().catch(() => {})
  await world.advance(120_000)
  first!.tab.crash()
  second!.tab.goOnline()
  await world.advance(50)
  second!.tab.show()
  const outcome = await world.run(second!.session.getAccessToken({ timeout: 2_000 }).then(() => 'ok', code))
  expect(outcome).toBe('ok')
})

test('a flight that ends with stop() leaves no trouble to the next start', async () => {
  let delay = 0
  let isBroken = false
  const storage = (tab: any): RecordStorage => ({
    kind: 'slow',
    open(options) {
      const inner = encrypted(inIndexedDb()).open(options)
      return Object.assign(Object.create(inner), {
        commit: async (...given: Parameters<typeof inner.commit>) => {
          if (!isBroken) return inner.commit(...given)
          await sleepIn(tab, delay)
          throw new HoldfastError('STORAGE_UNAVAILABLE', 'no')
        },
      })
    },
  })
  const shop = openShop()
  const tab = shop.world.openTab()
  const page = shop.join(tab, { storage: storage(tab) })
  await shop.world.run(page.session.signIn(ann))
  await shop.world.advance(1_000)
  isBroken = true
  delay = 500
  void page.session.refresh().catch(() => {})
  await shop.world.advance(100)
  page.session.stop()
  page.session.start()
  await shop.world.advance(1_000)
  isBroken = false
  await shop.world.advance(30_000)
  expect(page.session.getSnapshot()).toMatchObject({ status: 'signed-in', activity: 'idle', error: null })
})
