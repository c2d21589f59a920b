import type { RecordStorage } from '@holdfast/core'
import type { Faults } from '../tab/Faults.ts'
import type { ConformanceCase } from './ConformanceCase.ts'
import { createSubject, type StorageCheck, type StorageConformanceOptions } from './StorageSubject.ts'
import { storageBasics } from './storageBasics.ts'
import { storageBeside } from './storageBeside.ts'
import { storageSecrets } from './storageSecrets.ts'
import { storageSharing } from './storageSharing.ts'
import { storageTrouble } from './storageTrouble.ts'

const BROKEN: Partial<Faults> = {
  indexedDB: 'fails',
  localStorage: 'throws',
  sessionStorage: 'throws',
  cookies: 'throws',
}
const FULL: Partial<Faults> = { indexedDB: 'full', localStorage: 'full', sessionStorage: 'full', cookies: 'ignored' }

/**
 * What Holdfast expects of a storage, as cases for any test runner: each runs in worlds of its own, without a browser.
 *
 * ```ts
 * for (const { name, run } of storageConformance(() => inMyStorage())) test(name, run)
 * ```
 */
export function storageConformance(
  create: () => RecordStorage,
  options: StorageConformanceOptions = {},
): readonly ConformanceCase[] {
  const { isDurable = true, sharedBy = 'origin', isSealed = false, broken = BROKEN, full = FULL } = options
  const { seeds = [1, 2, 3] } = options
  const all = { isDurable, sharedBy, isSealed, broken, full, seeds }
  const checks: readonly StorageCheck[] = [
    ...storageBasics,
    ...storageSharing,
    ...storageBeside,
    ...storageTrouble,
    ...storageSecrets,
  ]
  return checks.map(([name, check]) => ({
    name,
    run: async () => {
      for (const seed of seeds) await check(createSubject(create(), seed, all))
    },
  }))
}
