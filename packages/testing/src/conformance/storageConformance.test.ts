import {
  encrypted,
  firstOf,
  inCookie,
  inIndexedDb,
  inLocalStorage,
  inMemory,
  inSessionStorage,
  type RecordStorage,
} from '@holdfast/core'
import { describe, expect, test } from 'vitest'
import type { StorageConformanceOptions } from './StorageSubject.ts'
import { storageConformance } from './storageConformance.ts'

const alone = { isDurable: false, sharedBy: 'none', broken: null, full: null } as const

const storages: readonly (readonly [string, () => RecordStorage, StorageConformanceOptions])[] = [
  ['inIndexedDb()', () => inIndexedDb(), {}],
  ['encrypted(inIndexedDb())', () => encrypted(inIndexedDb()), { isSealed: true }],
  ['inLocalStorage()', () => inLocalStorage(), {}],
  ['encrypted(inLocalStorage())', () => encrypted(inLocalStorage()), { isSealed: true }],
  ['inCookie()', () => inCookie(), {}],
  ['inSessionStorage()', () => inSessionStorage(), { isSealed: true, sharedBy: 'duplicates' }],
  ['inMemory()', () => inMemory(), alone],
  ['firstOf(inIndexedDb(), inMemory())', () => firstOf(inIndexedDb(), inMemory()), { broken: null, full: null }],
]

describe.each(storages)('%s', (_, create, options) => {
  for (const { name, run } of storageConformance(create, options)) test(name, run)
})

const spoilt = (spoil: (storage: RecordStorage) => RecordStorage) => storageConformance(() => spoil(inIndexedDb()))

test('a storage that loses updates, hides errors or forgets is found out', async () => {
  const unfenced = spoilt((storage) => ({
    kind: 'spoilt',
    open: (options) => {
      const access = storage.open(options)
      return {
        ...access,
        commit: async (change, given) => {
          const draft = change(await access.read(), { pinned: undefined, absorbed: undefined })
          return access.commit(() => draft, given)
        },
      }
    },
  }))
  const silent = spoilt((storage) => ({
    kind: 'silent',
    open: (options) => {
      const access = storage.open(options)
      return { ...access, read: () => access.read().catch(() => null) }
    },
  }))
  const failures = async (cases: ReturnType<typeof spoilt>): Promise<string[]> => {
    const failed: string[] = []
    for (const { name, run } of cases) await run().catch(() => failed.push(name))
    return failed
  }
  expect(await failures(unfenced)).toContain('four tabs that update ten times each lose nothing (invariant 5)')
  expect(await failures(silent)).toContain('a storage that fails is an error, not absence (invariant 11)')
})
