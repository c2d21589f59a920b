import { createWorld } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { encrypted } from './encrypted.ts'
import { firstOf } from './firstOf.ts'
import { inIndexedDb } from './inIndexedDb.ts'
import { inLocalStorage } from './inLocalStorage.ts'
import { inMemory } from './inMemory.ts'
import type { RecordStorage, Row, RowAccess } from './RecordStorage.ts'

const put = (access: RowAccess, data: unknown): Promise<Row | null> => access.commit(() => ({ version: 1, data }))
const add = (access: RowAccess) => access.commit((row) => ({ version: 1, data: Number(row?.data ?? 0) + 1 }))
const open = (...storages: RecordStorage[]) => {
  const world = createWorld()
  const tab = world.openTab()
  const moves: string[] = []
  const access = firstOf(...storages).open({
    name: 'it',
    platform: tab.platform,
    onDegraded: (from, to, { code }) => moves.push(`${from} > ${to}: ${code}`),
  })
  return { world, tab, access, moves }
}

describe('a row that moves', () => {
  test('is told of once, however many changes fail together, and none is lost (invariants 5, 11)', async () => {
    const { world, tab, access, moves } = open(inIndexedDb(), inMemory())
    await world.run(add(access))
    tab.setFaults({ indexedDB: 'full' })
    const rows = await world.run(Promise.all(Array.from({ length: 10 }, () => add(access))))
    expect(rows.map((row) => row?.data).sort((a, b) => Number(a) - Number(b))).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(moves).toEqual(['indexeddb > memory: STORAGE_FULL'])
    expect([access.kind, access.isDurable, access.isShared, access.rowKey]).toEqual(['memory', false, false, null])
  })

  test('stays moved when the first storage works again', async () => {
    const { world, tab, access } = open(inIndexedDb(), inMemory())
    await world.run(put(access, 'old'))
    tab.setFaults({ indexedDB: 'full' })
    await world.run(put(access, 'new'))
    tab.setFaults({ indexedDB: null })
    expect([await world.run(access.read()), access.kind]).toMatchObject([{ data: 'new' }, 'memory'])
  })

  test('moves on where the next storage fails as well, and tells of both', async () => {
    const { world, tab, access, moves } = open(inIndexedDb(), inLocalStorage(), inMemory())
    await world.run(put(access, 'known'))
    tab.setFaults({ indexedDB: 'missing', localStorage: 'full' })
    access.close()
    expect(await world.run(access.commit((row) => ({ version: 1, data: [row?.data] })))).toMatchObject({
      data: ['known'],
    })
    expect(moves.map((move) => move.replace(/:.*/, ''))).toEqual([
      'indexeddb > localstorage',
      'indexeddb > localstorage',
      'localstorage > memory',
    ])
  })

  test('keeps what the next storage has of its own', async () => {
    const { world, tab, access } = open(inIndexedDb(), inLocalStorage())
    const other = world.openTab({ faults: { indexedDB: 'missing' } })
    const text = inLocalStorage().open({ name: 'it', platform: other.platform })
    await world.run(text.read())
    await world.run(put(text, 'theirs'))
    await world.advance(100)
    await world.run(put(access, 'mine'))
    tab.setFaults({ indexedDB: 'missing' })
    access.close()
    expect(await world.run(access.commit(() => undefined))).toMatchObject({ data: 'theirs' })
  })

  test('can still open what it sealed before it moved (invariant 11)', async () => {
    const { world, tab, access } = open(encrypted(inIndexedDb()), inMemory())
    const sealed = await world.run(access.seal('secret', 'label'))
    await world.run(put(access, 1))
    tab.setFaults({ indexedDB: 'full' })
    await world.run(put(access, 2))
    expect(access.kind).toBe('memory')
    expect(await world.run(access.unseal(sealed, 'label'))).toBe('secret')
    expect(await world.run(access.unseal(await access.seal('newer', 'label'), 'label'))).toBe('newer')
  })

  test('does not move for what the change threw, nor for an error that is not of the storage', async () => {
    const { world, access, moves } = open(inIndexedDb(), inMemory())
    const throwing = access.commit(() => {
      throw new DOMException('mine', 'QuotaExceededError')
    })
    expect(await world.settle(throwing)).toMatchObject({ status: 'rejected', reason: { name: 'QuotaExceededError' } })
    expect(moves).toEqual([])
  })

  test('is opened by its first use, not before (invariant 15)', async () => {
    let opened = 0
    const counting: RecordStorage = {
      kind: 'counting',
      open(options) {
        opened++
        return inMemory().open(options)
      },
    }
    const { world, access } = open(counting, inMemory())
    access.close()
    expect(opened).toBe(0)
    await world.run(access.read())
    expect([opened, access.kind]).toEqual([1, 'memory'])
  })
})
