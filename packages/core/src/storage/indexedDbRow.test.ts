import { createWorld } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { inCookie } from './inCookie.ts'
import { indexedDbRow } from './indexedDbRow.ts'
import { inLocalStorage } from './inLocalStorage.ts'
import type { Draft, Row, RowAccess } from './RecordStorage.ts'

const draft = (data: unknown): Draft => ({ version: 1, data })
const put = (access: RowAccess, data: unknown): Promise<Row | null> => access.commit(() => draft(data))

describe('a row in IndexedDB', () => {
  const openRow = () => {
    const world = createWorld()
    const tab = world.openTab()
    return { world, tab, access: indexedDbRow({ name: 'it', platform: tab.platform }) }
  }

  test('has numbers that grow and do not repeat across a wipe', async () => {
    const { world, access } = openRow()
    const first = await world.run(put(access, 1))
    const second = await world.run(put(access, 2))
    expect(second!.generation).toBeGreaterThan(first!.generation)
    await world.advance(10)
    world.wipe()
    expect(await world.run(access.read())).toBeNull()
    expect((await world.run(put(access, 3)))!.generation).toBeGreaterThan(second!.generation)
  })

  test('rejects with exactly what the change threw, and is as it was', async () => {
    const { world, access } = openRow()
    await world.run(put(access, 1))
    const mine = new RangeError('no')
    const outcome = await world.settle(
      access.commit(() => {
        throw mine
      }),
    )
    expect(outcome).toEqual({ status: 'rejected', reason: mine })
    expect(await world.run(access.read())).toMatchObject({ data: 1 })
  })

  test('absorbs another in one transaction, once', async () => {
    const { world, access, tab } = openRow()
    const guest = indexedDbRow({ name: 'guest', platform: tab.platform })
    await world.run(put(guest, ['mug']))
    const merge = () =>
      access.commit((row, { absorbed }) => (absorbed ? draft([row?.data, absorbed.data]) : undefined), {
        absorb: 'guest',
      })
    await world.run(Promise.all([merge(), merge()]))
    expect(await world.run(access.read())).toMatchObject({ data: [undefined, ['mug']] })
    expect(await world.run(guest.read())).toBeNull()
  })

  test('is read over a new connection after the browser took the old one', async () => {
    const { world, access, tab } = openRow()
    await world.run(put(access, 1))
    tab.loseDatabase()
    expect(await world.run(access.read())).toMatchObject({ data: 1 })
  })

  test.each(['missing', 'throws', 'fails', 'hangs'] as const)(
    'rejects with STORAGE_UNAVAILABLE within its bound where the database %s (invariant 8)',
    async (indexedDB) => {
      const { world, access, tab } = openRow()
      tab.setFaults({ indexedDB })
      const reading = world.settle(access.read(), { limit: 6_000 })
      expect(await reading).toMatchObject({ status: 'rejected', reason: { code: 'STORAGE_UNAVAILABLE' } })
      tab.setFaults({ indexedDB: null })
      expect(await world.run(access.read())).toBeNull()
    },
  )

  test('a transaction that hangs ends within its bound (invariant 8)', async () => {
    const { world, access, tab } = openRow()
    await world.run(put(access, 1))
    tab.setFaults({ indexedDB: 'hangs' })
    const outcome = await world.settle(put(access, 2), { limit: 6_000 })
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'STORAGE_UNAVAILABLE' } })
  })

  test('rejects with STORAGE_FULL where there is no room, and is as it was', async () => {
    const { world, access, tab } = openRow()
    await world.run(put(access, 1))
    tab.setFaults({ indexedDB: 'full' })
    expect(await world.settle(put(access, 2))).toMatchObject({ reason: { code: 'STORAGE_FULL' } })
    expect(await world.run(access.read())).toMatchObject({ data: 1 })
  })

  test('takes with it the rows named after it and a tail, what was set aside too, and no other', async () => {
    const { world, tab, access } = openRow()
    const gone = ['it@ann/a', 'it@ann/b!aside', 'it@cid/a', `~${'0'.repeat(32)}~it@ann/c`]
    const kept = ['it@ann*/d', 'it@bob/e', 'it@ann', 'it/a', 'other@ann/a', 'other/it@ann/a']
    for (const name of [...gone, ...kept]) await world.run(put(indexedDbRow({ name, platform: tab.platform }), name))
    world.rows().put(7, 'of somebody else')
    await world.run(access.commit(() => ({ version: 1, data: 'left' }), { removes: () => ['@ann/', '@cid/'] }))
    expect(world.rows().keys().map(String).sort()).toEqual(['7', 'it', ...kept].sort())
  })

  test('takes their copies with them', async () => {
    const { world, tab, access } = openRow()
    for (const storage of [inLocalStorage(), inCookie()])
      await world.run(put(storage.open({ name: 'it@ann/list', platform: tab.platform }), 'mug'))
    await world.run(access.commit(() => ({ version: 1, data: 'left' }), { removes: () => ['@ann/'] }))
    expect([...world.localStorage().keys(), ...world.cookies().entries()]).toEqual([])
  })

  test('of one tab takes with it those of no tab, and none of another tab', async () => {
    const { world, tab } = openRow()
    const prefixes = ['', '~a~', '~b~']
    for (const prefix of prefixes)
      await world.run(put(indexedDbRow({ name: 'it@ann/list', platform: tab.platform }, prefix), 'mug'))
    const own = indexedDbRow({ name: 'it', platform: tab.platform }, '~a~')
    await world.run(own.commit(() => ({ version: 1, data: 'left' }), { removes: () => ['@ann/'] }))
    expect(world.rows().keys().map(String).sort()).toEqual(['~a~it', '~b~it@ann/list'])
  })
})
