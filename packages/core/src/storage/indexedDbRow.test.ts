import { createWorld } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { indexedDbRow } from './indexedDbRow.ts'
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

  test('goes with all of its suffix, what was set aside too, and with no other', async () => {
    const { world, tab, access } = openRow()
    for (const name of ['a@ann', 'b@ann!aside', 'c@ann*', 'd@bob']) {
      await world.run(put(indexedDbRow({ name, platform: tab.platform }), name))
    }
    await world.run(access.removeAll('@ann'))
    expect([...world.rows().keys()].sort()).toEqual(['c@ann*', 'd@bob'])
  })
})
