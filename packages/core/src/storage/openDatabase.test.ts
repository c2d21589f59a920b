import { createWorld, type Tab } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import type { Platform } from '../platform/Platform.ts'
import { type Database, openDatabase } from './openDatabase.ts'

const open = () => {
  const world = createWorld()
  const tab = world.openTab()
  return { world, tab, ...watch(tab) }
}

/** A database, the connections it opened and the transactions it asked for. */
function watch({ platform }: Tab): {
  database: Database
  connections: IDBDatabase[]
  asked: { mode: IDBTransactionMode; durability: string }[]
} {
  const connections: IDBDatabase[] = []
  const asked: { mode: IDBTransactionMode; durability: string }[] = []
  const indexedDB = {
    open(name: string, version: number) {
      const request = platform.indexedDB!.open(name, version)
      request.addEventListener('success', () => {
        const db = request.result
        const begin = db.transaction.bind(db)
        db.transaction = (names, mode, options) => {
          asked.push({ mode: mode!, durability: options!.durability! })
          return begin(names, mode, options)
        }
        connections.push(db)
      })
      return request
    },
  }
  const watched = Object.create(platform, { indexedDB: { get: () => platform.indexedDB && indexedDB } }) as Platform
  return { database: openDatabase(watched), connections, asked }
}

const put = (database: Database, value: unknown, isStrict?: boolean): Promise<void> =>
  database.run(
    'readwrite',
    (store) =>
      new Promise((resolve, reject) => {
        store.put(value, 'it')
        store.transaction.oncomplete = () => resolve()
        store.transaction.onabort = () => reject(store.transaction.error)
      }),
    isStrict,
  )

const isClosed = (db: IDBDatabase): boolean => {
  try {
    db.transaction('rows', 'readonly', {})
    return false
  } catch {
    return true
  }
}

describe('the database', () => {
  test('is not opened before it is used (invariant 15)', async () => {
    const { world, connections } = open()
    await world.advance(1_000)
    expect(connections).toHaveLength(0)
  })

  test('is opened once for many', async () => {
    const { world, database, connections } = open()
    await world.run(Promise.all([put(database, 1), put(database, 2)]))
    await world.run(put(database, 3))
    expect(connections).toHaveLength(1)
  })

  test('is asked to flush only where that was asked for', async () => {
    const { world, database, asked } = open()
    await world.run(put(database, 1))
    await world.run(put(database, 2, true))
    expect(asked).toEqual([
      { mode: 'readwrite', durability: 'relaxed' },
      { mode: 'readwrite', durability: 'strict' },
    ])
  })

  test('is let go of by close(), and opened again by the next use (invariant 15)', async () => {
    const { world, database, connections } = open()
    await world.run(put(database, 1))
    database.close()
    await world.advance(10)
    expect(connections.map(isClosed)).toEqual([true])
    await world.run(put(database, 2))
    expect(connections).toHaveLength(2)
  })

  test('lets go when another wants to delete or upgrade it, and is opened again (invariant 8)', async () => {
    const { world, tab, database, connections } = open()
    await world.run(put(database, 1))
    const other = world.openTab()
    const deleted = new Promise<void>((resolve) => {
      other.platform.indexedDB!.deleteDatabase('holdfast').onsuccess = () => resolve()
    })
    await world.run(deleted, { limit: 1_000 })
    expect(connections.map(isClosed)).toEqual([true])
    await world.run(put(database, 2))
    expect([world.rows().get('it'), tab.errors]).toEqual([2, []])
  })

  test('is opened once more for what failed because the connection was lost', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const world = createWorld({ seed })
      const tab = world.openTab()
      const { database, connections } = watch(tab)
      await world.run(put(database, 1))
      const puts = [put(database, 2), put(database, 3)]
      world.after(world.random.between(0, 1), tab.loseDatabase)
      await world.run(Promise.all(puts))
      expect(connections.length).toBeLessThanOrEqual(2)
      expect([2, 3]).toContain(world.rows().get('it'))
    }
  })

  test('is tried no more than twice', async () => {
    const { world, tab, database, asked } = open()
    await world.run(put(database, 1))
    asked.length = 0
    tab.setFaults({ indexedDB: 'fails' })
    const outcome = await world.settle(put(database, 2))
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'STORAGE_UNAVAILABLE' } })
    expect(asked).toHaveLength(1)
  })

  test('that comes too late is closed again (invariants 8, 15)', async () => {
    const { world, tab, database, connections } = open()
    tab.setFaults({ indexedDB: 'hangs' })
    const outcome = await world.settle(put(database, 1), { limit: 3_500 })
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'STORAGE_UNAVAILABLE' } })
    tab.setFaults({ indexedDB: null })
    await world.until(() => connections.length === 1)
    await world.advance(10)
    expect(connections.map(isClosed)).toEqual([true])
    await world.run(put(database, 2))
    expect(world.rows().get('it')).toBe(2)
  })

  test('that errs after it was given up is an error of nobody (invariant 8)', async () => {
    const { world, tab, database } = open()
    tab.setFaults({ indexedDB: 'hangs' })
    await world.settle(put(database, 1), { limit: 3_500 })
    tab.setFaults({ indexedDB: 'fails' })
    // An unhandled rejection would fail the run.
    await world.advance(1_000)
  })

  test('says what it lacks, with the original as the cause', async () => {
    const { world, tab, database } = open()
    await world.run(put(database, 1))
    tab.setFaults({ indexedDB: 'full' })
    expect(await world.settle(put(database, 2))).toMatchObject({
      reason: { code: 'STORAGE_FULL', cause: { name: 'QuotaExceededError' } },
    })
    tab.setFaults({ indexedDB: 'throws' })
    database.close()
    expect(await world.settle(put(database, 3))).toMatchObject({
      reason: { code: 'STORAGE_UNAVAILABLE', cause: { name: 'SecurityError' } },
    })
  })

  test('given up while it commits ends in an error all the same (invariant 8)', async () => {
    const { world, database } = open()
    await world.run(put(database, 1))
    const slow = database.run('readwrite', (store) => {
      store.put(2, 'it')
      return new Promise(() => {})
    })
    expect(await world.settle(slow, { limit: 6_000 })).toMatchObject({ reason: { code: 'STORAGE_UNAVAILABLE' } })
  })

  test('needs its bound in ticks that all fall due late after a freeze, and is not given up at the first', async () => {
    const { world, tab, database } = open()
    await world.run(put(database, 1))
    const putting = put(database, 2)
    await world.advance(0.01)
    tab.freeze()
    await world.advance(60_000)
    tab.resume()
    await world.run(putting)
    expect(world.rows().get('it')).toBe(2)
  })
})
