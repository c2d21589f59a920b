import { describe, expect, test } from 'vitest'
import { ann, openShop } from '../../test/openShop.ts'
import { encrypted } from './encrypted.ts'
import { inIndexedDb } from './inIndexedDb.ts'
import { inLocalStorage } from './inLocalStorage.ts'
import { inSessionStorage } from './inSessionStorage.ts'
import type { RecordStorage } from './RecordStorage.ts'

describe('a session whose storage fails', () => {
  const cases: [string, () => RecordStorage, object][] = [
    ['encrypted(inLocalStorage()) without IndexedDB', () => encrypted(inLocalStorage()), { indexedDB: 'missing' }],
    ['encrypted(inIndexedDb()) that is full', () => encrypted(inIndexedDb()), { indexedDB: 'full' }],
    ['encrypted(inIndexedDb()) without WebCrypto', () => encrypted(inIndexedDb()), { crypto: 'missing' }],
    ['inSessionStorage() without sessionStorage', inSessionStorage, { sessionStorage: 'throws' }],
  ]
  test.each(cases)('%s is signed in all the same (invariant 11)', async (_name, storage, faults) => {
    const { world, open } = openShop({ storage })
    const { session } = open({ faults })
    await world.run(session.ready())
    await world.run(session.signIn(ann))
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: 'ann' } })
    expect(await world.run(session.getAccessToken())).toBeTypeOf('string')
  })

  test('keeps its token when the storage fails after the sign-in (invariant 11)', async () => {
    const { world, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    page!.tab.setFaults({ indexedDB: 'full' })
    await expect(world.run(page!.session.extend())).rejects.toMatchObject({ code: 'STORAGE_FULL' })
    await world.advance(2_000)
    expect(await world.run(page!.session.getAccessToken())).toBeTypeOf('string')
    expect(page!.session.getSnapshot().status).toBe('signed-in')
  })

  test('is there after a reload, though a wipe took the key between', async () => {
    const { world, openSignedIn, reload } = openShop()
    const [page] = await openSignedIn()
    world.wipe()
    await world.advance(2_000)
    await world.settle(page!.session.getAccessToken())
    await world.run(page!.session.signIn(ann))
    expect(await world.run(reload(page!).session.ready())).toMatchObject({ status: 'signed-in' })
  })
})
