import { createWorld } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { encrypted } from '../storage/encrypted.ts'
import { inCookie } from '../storage/inCookie.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import { inSessionStorage } from '../storage/inSessionStorage.ts'
import type { RecordStorage } from '../storage/RecordStorage.ts'
import { createRecord } from './createRecord.ts'

const increment = (value: number): number => value + 1

const shared: [string, () => RecordStorage][] = [
  ['inIndexedDb()', inIndexedDb],
  ['encrypted(inIndexedDb())', () => encrypted(inIndexedDb())],
  ['inLocalStorage()', inLocalStorage],
  ['encrypted(inLocalStorage())', () => encrypted(inLocalStorage())],
  ['inCookie()', () => inCookie()],
]
const kept: typeof shared = [...shared, ['inSessionStorage()', inSessionStorage]]

describe.each(shared)('a record in %s', (_, storage) => {
  test('loses no update of 3 tabs with 100 each (invariant 5)', async () => {
    const world = createWorld({ seed: 5 })
    const records = [1, 2, 3].map(() =>
      createRecord({ name: 'count', initial: 0, storage: storage(), platform: world.openTab().platform }),
    )
    const all = records.flatMap((record) =>
      Array.from({ length: 100 }, () => record.update(increment, { timeout: 1e9 })),
    )
    await world.run(Promise.all(all), { limit: 1e7 })
    await world.advance(1_000)
    expect(records.map((record) => record.getSnapshot().value)).toEqual([300, 300, 300])
  })
})

describe.each(kept)('a record in %s', (_, storage) => {
  test('is there after a reload', async () => {
    const world = createWorld()
    const tab = world.openTab()
    const record = createRecord({ name: 'list', initial: [] as string[], storage: storage(), platform: tab.platform })
    await world.run(record.update((list) => [...list, 'mug']))
    const { platform } = tab.reload()
    const again = createRecord({ name: 'list', initial: [] as string[], storage: storage(), platform })
    expect(await world.run(again.ready())).toEqual(['mug'])
    expect(again.getSnapshot()).toEqual({ status: 'ready', value: ['mug'], isDurable: true })
  })

  test('shows its own update after it resolved, though a wake read the row meanwhile', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const world = createWorld({ seed })
      const tab = world.openTab()
      const record = createRecord({ name: 'count', initial: 0, storage: storage(), platform: tab.platform })
      await world.run(record.ready())
      const updating = record.update(increment)
      for (let at = 0; at < 10; at++) world.after(at / 4, () => tab.focus())
      await world.run(updating)
      await world.advance(0)
      expect(record.getSnapshot().value).toBe(1)
    }
  })
})

describe('news', () => {
  const openTwo = (seed = 1, faults = {}) => {
    const world = createWorld({ seed })
    const open = () => createRecord({ name: 'count', initial: 0, platform: world.openTab({ faults }).platform })
    return { world, records: [open(), open()] as const }
  }

  test('of an update reaches every awake tab within one propagation (invariant 6)', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { world, records } = openTwo(seed)
      await world.run(Promise.all(records.map((record) => record.ready())))
      await world.run(records[0].update(increment))
      await world.run(records[0].update(increment))
      await world.until(() => records[1].getSnapshot().value === 2, { limit: 100 })
    }
  })

  test('of a removal reaches every awake tab (invariant 6)', async () => {
    const { world, records } = openTwo()
    await world.run(records[0].update(increment))
    await world.run(records[1].ready())
    await world.run(records[0].remove())
    await world.until(() => records[1].getSnapshot().value === 0, { limit: 100 })
  })

  test('comes within a second where there is no channel (invariant 6)', async () => {
    const { world, records } = openTwo(1, { channel: 'missing' })
    for (const record of records) record.subscribe(() => {})
    await world.run(Promise.all(records.map((record) => record.ready())))
    await world.run(records[0].update(increment))
    await world.until(() => records[1].getSnapshot().value === 1, { limit: 1_100 })
  })

  test('of one update costs one notice here and one there (invariant 14)', async () => {
    const { world, records } = openTwo()
    const notices = [0, 0]
    records.forEach((record, at) => {
      record.subscribe(() => {
        notices[at]! += 1
      })
    })
    await world.run(Promise.all(records.map((record) => record.ready())))
    notices.fill(0)
    await world.run(records[0].update(increment))
    await world.advance(1_000)
    expect(notices).toEqual([1, 1])
  })

  test('of one update of an object costs one notice here (invariant 14)', async () => {
    const world = createWorld()
    const record = createRecord({ name: 'list', initial: ['a'], platform: world.openTab().platform })
    await world.run(record.ready())
    let notices = 0
    record.subscribe(() => {
      notices += 1
    })
    await world.run(record.update((list) => [...list, 'b']))
    const before = record.getSnapshot()
    await world.advance(1_000)
    expect([notices, record.getSnapshot() === before]).toEqual([1, true])
  })
})
