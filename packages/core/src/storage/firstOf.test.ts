import { createWorld } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { firstOf } from './firstOf.ts'
import { inIndexedDb } from './inIndexedDb.ts'
import { inLocalStorage } from './inLocalStorage.ts'
import { inSessionStorage } from './inSessionStorage.ts'
import type { Draft, Row, RowAccess } from './RecordStorage.ts'

const draft = (data: unknown): Draft => ({ version: 1, data })
const put = (access: RowAccess, data: unknown): Promise<Row | null> => access.commit(() => draft(data))

describe('firstOf', () => {
  test('needs a storage', () => {
    expect(() => firstOf()).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
  })

  test('carries the row along before anybody can read the next storage as empty (invariant 11)', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const world = createWorld({ seed })
      const tab = world.openTab()
      const access = firstOf(inIndexedDb(), inLocalStorage()).open({ name: 'it', platform: tab.platform })
      await world.run(put(access, 1))
      tab.setFaults({ indexedDB: 'missing' })
      access.close()
      const committing = access.commit((row) => draft(Number(row?.data) + 1))
      const reads: Promise<unknown>[] = []
      for (let at = 0; at < 40; at++)
        world.after(at * 5, () =>
          reads.push(
            access.read().then(
              (row) => row?.data,
              (error) => error.code,
            ),
          ),
        )
      await world.run(committing)
      await world.advance(1_000)
      const seen = await world.run(Promise.all(reads))
      expect(seen.filter((data) => data === undefined)).toEqual([])
      expect(await world.run(access.read())).toMatchObject({ data: 2 })
    }
  })

  test('stays where it is when asked to (invariant 11)', async () => {
    const world = createWorld()
    const tab = world.openTab()
    const access = firstOf(inIndexedDb(), inLocalStorage()).open({ name: 'it', platform: tab.platform })
    await world.run(put(access, 1))
    tab.setFaults({ indexedDB: 'full' })
    const outcome = await world.settle(access.commit(() => draft(2), { mustStay: true }))
    expect([outcome.status, access.kind]).toEqual(['rejected', 'indexeddb'])
  })

  test('does not take a failing read for absence (invariant 11)', async () => {
    const world = createWorld()
    const tab = world.openTab()
    const access = firstOf(inIndexedDb(), inLocalStorage()).open({ name: 'it', platform: tab.platform })
    await world.run(put(access, 1))
    await world.run(access.read())
    tab.setFaults({ indexedDB: 'fails' })
    expect(await world.settle(access.read())).toMatchObject({ status: 'rejected' })
    expect(access.kind).toBe('indexeddb')
  })

  test('moves a first commit to the copy, where there is no IndexedDB', async () => {
    const world = createWorld()
    const { platform } = world.openTab({ faults: { indexedDB: 'missing' } })
    const access = firstOf(inLocalStorage(), inSessionStorage()).open({ name: 'it', platform })
    await world.run(put(access, 1))
    expect(access.kind).toBe('localstorage')
  })
})
