import { createWorld } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { encrypted } from '../storage/encrypted.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import { createRecord } from './createRecord.ts'

const increment = (value: number): number => value + 1

describe('a newer version of the data', () => {
  test('is read-only: nothing updates, removes or overwrites it (invariant 10)', async () => {
    const world = createWorld()
    const tab = world.openTab()
    const newer = createRecord({ name: 'it', initial: 'x', version: 2, platform: tab.platform })
    await world.run(newer.update(() => 'new'))
    const older = createRecord({ name: 'it', initial: 'y', platform: world.openTab().platform })
    await world.run(older.ready())
    expect(older.getSnapshot().status).toBe('read-only')
    for (const edit of [() => older.update(() => 'z'), () => older.remove()]) {
      expect(await world.settle<unknown>(edit())).toMatchObject({ reason: { code: 'RECORD_READ_ONLY' } })
    }
    expect(world.rows().get('/it')).toMatchObject({ version: 2, data: 'new' })
  })
})

describe('data that makes no sense', () => {
  test.each([
    ['cut short', { generation: 4 }],
    ['of another shape', 'x'],
    ['100 000 deep', { generation: 1, version: 1, data: nest(1_000) }],
    ['with a planted prototype', { generation: 1, version: 1, data: JSON.parse('{"__proto__":{"admin":true}}') }],
    ['of an older version, without migrate()', { generation: 1, version: 1, data: 'old' }],
  ])('(%s) is set aside and reported, and the record starts anew (invariant 10)', async (_name, row) => {
    const world = createWorld()
    const tab = world.openTab()
    await plant(world, tab.platform, row)
    const reports: string[] = []
    const record = createRecord({
      name: 'it',
      initial: 0,
      version: 2,
      platform: tab.platform,
      onDegraded: ({ error }) => reports.push(error.code),
    })
    expect(await world.run(record.ready())).toBe(0)
    expect(await world.run(record.update(increment))).toBe(1)
    expect(reports).toEqual(['STORAGE_CORRUPT'])
    expect(world.rows().get('/it!aside')).toEqual(row)
  })

  test('is set aside though an update comes before the first read (invariant 10)', async () => {
    const world = createWorld()
    const { platform } = world.openTab()
    const row = { generation: 1, version: 1, data: 'old' }
    await plant(world, platform, row)
    const record = createRecord({ name: 'it', initial: 0, version: 2, platform })
    expect(await world.run(record.update(increment))).toBe(1)
    expect(world.rows().get('/it!aside')).toEqual(row)
  })
})

function nest(depth: number): unknown {
  return depth === 0 ? 0 : [nest(depth - 1)]
}

async function plant(world: ReturnType<typeof createWorld>, platform: Parameters<typeof open>[0], row: unknown) {
  await world.run(open(platform, row))
}

function open({ indexedDB }: { indexedDB: IDBFactory | null | undefined }, row: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB!.open('holdfast', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('rows')
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const transaction = request.result.transaction('rows', 'readwrite')
      transaction.objectStore('rows').put(row, '/it')
      transaction.oncomplete = () => {
        request.result.close()
        resolve()
      }
    }
  })
}

describe('a storage that fails', () => {
  test.each([
    ['inIndexedDb()', inIndexedDb, 'indexeddb', 'memory'],
    ['encrypted(inIndexedDb())', () => encrypted(inIndexedDb()), 'indexeddb', 'memory'],
    ['inLocalStorage()', inLocalStorage, 'localstorage', 'localstorage'],
    ['encrypted(inLocalStorage())', () => encrypted(inLocalStorage()), 'localstorage', 'memory'],
  ] as const)(
    'without IndexedDB %s carries on elsewhere and says so once (invariant 11)',
    async (_name, storage, _from, to) => {
      const world = createWorld()
      const reports: string[] = []
      const record = createRecord({
        name: 'it',
        initial: 0,
        storage: storage(),
        platform: world.openTab({ faults: { indexedDB: 'missing' } }).platform,
        onDegraded: (detail) => reports.push(detail.to),
      })
      expect(await world.run(record.update(increment))).toBe(1)
      await world.advance(5_000)
      expect(reports.at(-1)).toBe(to)
      expect(record.getSnapshot()).toEqual({ status: 'ready', value: 1, isDurable: to === 'localstorage' })
    },
  )

  test('a full one moves the record to memory with what was known (invariant 11)', async () => {
    const world = createWorld()
    const tab = world.openTab()
    const record = createRecord({ name: 'it', initial: 0, platform: tab.platform })
    await world.run(record.update(increment))
    tab.setFaults({ indexedDB: 'full' })
    expect(await world.run(record.update(increment))).toBe(2)
    expect(record.getSnapshot()).toEqual({ status: 'ready', value: 2, isDurable: false })
  })

  test('loses no update in localStorage without IndexedDB (invariant 5)', async () => {
    const world = createWorld({ seed: 3 })
    const records = [1, 2, 3].map(() =>
      createRecord({
        name: 'count',
        initial: 0,
        storage: inLocalStorage(),
        platform: world.openTab({ faults: { indexedDB: 'missing' } }).platform,
      }),
    )
    const all = records.flatMap((record) =>
      Array.from({ length: 30 }, () => record.update(increment, { timeout: 1e9 })),
    )
    await world.run(Promise.all(all), { limit: 1e7 })
    expect(JSON.parse(world.localStorage().get('holdfast:/count')!).data).toBe(90)
  })

  test('loses no encrypted update where there are no locks (invariant 5)', async () => {
    const world = createWorld({ seed: 4 })
    const records = [1, 2, 3].map(() =>
      createRecord({
        name: 'count',
        initial: 0,
        storage: encrypted(inIndexedDb()),
        platform: world.openTab({ faults: { locks: 'missing' } }).platform,
      }),
    )
    const all = records.flatMap((record) =>
      Array.from({ length: 30 }, () => record.update(increment, { timeout: 1e9 })),
    )
    await world.run(Promise.all(all), { limit: 1e7 })
    await world.advance(1_000)
    expect(records.map((record) => record.getSnapshot().value)).toEqual([90, 90, 90])
  })

  test('without IndexedDB and locks each tab is alone, rather than overwrite others (invariant 5)', async () => {
    const world = createWorld()
    const faults = { indexedDB: 'missing', locks: 'missing' } as const
    const record = createRecord({
      name: 'it',
      initial: 0,
      storage: inLocalStorage(),
      platform: world.openTab({ faults }).platform,
    })
    expect(await world.run(record.update(increment))).toBe(1)
    expect(record.getSnapshot().isDurable).toBe(false)
  })
})
