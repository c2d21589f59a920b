import type { Host } from '../tab/Host.ts'
import { type Disk, enqueueOpening, type StoredDatabase } from './Disk.ts'
import { FakeDatabase } from './FakeDatabase.ts'
import { FakeRequest } from './FakeRequest.ts'
import { FakeTransaction } from './FakeTransaction.ts'
import { latencyOf } from './latencyOf.ts'

/** One tab's `indexedDB` over the disk of its origin. */
export function createIndexedDb(host: Host, disk: Disk): IDBFactory {
  const { timeline } = host
  const connections = new Set<FakeDatabase>()
  host.onEnd(() => {
    for (const connection of connections) connection.die()
  })

  const answer = (request: FakeRequest, result: unknown, error: DOMException | null, done: () => void): void => {
    host.task(latencyOf(timeline.random, 'answer'), () => {
      request.settle(result, error)
      for (const problem of request.dispatch(error ? 'error' : 'success').thrown) host.report(problem)
    })
    done()
  }

  /** Asks the other tabs to let go, and waits until they have. */
  const clear = (stored: StoredDatabase, newVersion: number | null, request: FakeRequest, then: () => void): void => {
    const others = [...stored.connections]
    for (const other of others)
      other.host.task(0, () => {
        if (!other.isClosed) other.dispatch('versionchange', { oldVersion: stored.version, newVersion })
      })
    let left = others.length
    if (left === 0) then()
    for (const other of others)
      other.whenGone(() => {
        left -= 1
        if (left === 0) then()
      })
    host.task(1, () => {
      if (left > 0) request.dispatch('blocked', { oldVersion: stored.version, newVersion })
    })
  }

  const upgrade = (stored: StoredDatabase, version: number, request: FakeRequest, done: () => void): void => {
    const oldVersion = stored.version
    stored.version = version
    const db = new FakeDatabase(host, stored)
    const transaction = new FakeTransaction(db, new Set(stored.stores.keys()), 'versionchange', true)
    const giveUp = (): void => {
      stored.version = oldVersion
      if (oldVersion === 0) disk.databases.delete(stored.name)
      db.close()
      answer(request, undefined, new DOMException('The upgrade was aborted.', 'AbortError'), done)
    }
    connections.add(db)
    db.upgrade = transaction
    transaction.addEventListener('abort', giveUp)
    transaction.addEventListener('complete', () => {
      db.upgrade = null
      answer(request, db, null, done)
    })
    host.onEnd(() => {
      if (db.upgrade) giveUp()
    })
    host.task(
      0,
      () => {
        transaction.activate()
        request.settle(db)
        request.transaction = transaction
        const { thrown } = request.dispatch('upgradeneeded', { oldVersion, newVersion: version })
        if (thrown.length > 0) transaction.abort()
      },
      'transaction',
    )
  }

  const find = (name: string): StoredDatabase => {
    const found = disk.databases.get(name)
    if (found) return found
    const made: StoredDatabase = { name, version: 0, stores: new Map(), connections: new Set(), transactions: [], disk }
    disk.databases.set(name, made)
    return made
  }

  const serve = (name: string, request: FakeRequest, begin: (done: () => void) => void): void => {
    const arrive = (): void => {
      if (host.isDead()) return
      if (host.faults.indexedDB === 'hangs') {
        let isParked = true
        host.onFaults(() => {
          if (isParked) arrive()
          isParked = false
        })
      } else if (host.faults.indexedDB !== null && host.faults.indexedDB !== 'full') {
        answer(request, undefined, new DOMException('Internal error opening the database.', 'UnknownError'), () => {})
      } else
        enqueueOpening(disk, name, {
          begin: (done) => (host.isDead() ? done() : begin(done)),
        })
    }
    timeline.after(latencyOf(timeline.random, 'open'), arrive)
  }

  const factory = {
    open: (name: string, version?: number): FakeRequest => {
      const request = new FakeRequest()
      serve(name, request, (done) => {
        const stored = find(name)
        const wanted = version ?? Math.max(1, stored.version)
        if (wanted < stored.version)
          answer(request, undefined, new DOMException('The version asked for is too low.', 'VersionError'), done)
        else if (wanted > stored.version) clear(stored, wanted, request, () => upgrade(stored, wanted, request, done))
        else {
          const db = new FakeDatabase(host, stored)
          connections.add(db)
          answer(request, db, null, done)
        }
      })
      return request
    },
    deleteDatabase: (name: string): FakeRequest => {
      const request = new FakeRequest()
      serve(name, request, (done) => {
        const stored = disk.databases.get(name)
        if (!stored) {
          answer(request, undefined, null, done)
          return
        }
        clear(stored, null, request, () => {
          disk.databases.delete(name)
          answer(request, undefined, null, done)
        })
      })
      return request
    },
    databases: async (): Promise<{ name: string; version: number }[]> =>
      [...disk.databases.values()].map(({ name, version }) => ({ name, version })),
    cmp: (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0),
  }
  return factory as unknown as IDBFactory
}
