import { describe, expect, test } from 'vitest'
import { ann, bob, openShop, type Page, type Shop } from '../../test/openShop.ts'
import { inCookie } from '../storage/inCookie.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import { inMemory } from '../storage/inMemory.ts'
import { inSessionStorage } from '../storage/inSessionStorage.ts'
import type { RecordStorage } from '../storage/RecordStorage.ts'

/** A page whose row moved at load, because the database failed just then. */
async function openMoved(
  { world, open, reload }: Shop,
  faults: Parameters<Page['tab']['setFaults']>[0],
): Promise<Page> {
  const page = open()
  await world.run(page.session.signIn(ann))
  const again = reload(page)
  again.tab.setFaults(faults)
  await world.settle(again.session.ready(), { limit: 60_000 })
  await world.advance(10_000)
  return again
}

/** Who a load finds once everything works again. */
async function findLater({ world, reload }: Shop, page: Page): Promise<string> {
  const next = reload(page)
  next.tab.setFaults({ indexedDB: null })
  await world.run(next.session.ready())
  // What a copy shows is corrected, and the server told.
  await world.advance(10_000)
  return next.session.getSnapshot().status
}

describe('once signOut() has resolved no reload is signed in, though the row had moved (invariant 3)', () => {
  const storages: readonly [string, (() => RecordStorage) | undefined][] = [
    ['the default', undefined],
    ['inLocalStorage()', inLocalStorage],
    ['inCookie()', inCookie],
    ['inSessionStorage()', inSessionStorage],
    ['inMemory()', inMemory],
  ]

  test.each(
    storages.flatMap(([name, storage]) =>
      (['fails', 'hangs'] as const).flatMap((indexedDB) =>
        [null, ann, bob].map((next) => [name, indexedDB, next?.user ?? 'nobody', storage, next] as const),
      ),
    ),
  )('%s, a database that %s at load, %s signed in since', async (_name, indexedDB, _who, storage, next) => {
    const shop = openShop(storage ? { storage } : {})
    const page = await openMoved(shop, { indexedDB })
    page.tab.setFaults({ indexedDB: null })
    if (next) await shop.world.run(page.session.signIn(next))
    await shop.world.run(page.session.signOut())
    expect(await findLater(shop, page)).toBe('signed-out')
    // That load tells the server, where it can read the tokens.
    if (storage !== inMemory && storage !== inCookie) expect(shop.identity.countAlive()).toBe(0)
  })

  test('where the storage in between fails for good', async () => {
    const shop = openShop({ storage: inCookie })
    const page = await openMoved(shop, { indexedDB: 'fails', cookies: 'throws' })
    page.tab.setFaults({ indexedDB: null })
    await shop.world.run(page.session.signOut())
    page.tab.setFaults({ cookies: null })
    expect(await findLater(shop, page)).toBe('signed-out')
  })
})

test('a storage that still fails is passed over at a sign-out, within a bound (invariant 8)', async () => {
  for (const indexedDB of ['fails', 'hangs'] as const) {
    const shop = openShop()
    const page = await openMoved(shop, { indexedDB })
    await shop.world.run(page.session.signIn(bob))
    expect(await shop.world.settle(page.session.signOut(), { limit: 5_000 })).toMatchObject({ status: 'fulfilled' })
    expect(page.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'signed-out' })
  }
})
