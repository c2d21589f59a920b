import { HoldfastError } from '../src/HoldfastError.ts'
import { encrypted } from '../src/storage/encrypted.ts'
import { inIndexedDb } from '../src/storage/inIndexedDb.ts'
import type { RecordStorage } from '../src/storage/RecordStorage.ts'

/** The default storage, which cannot open what is sealed as often as `failures` says. */
export function failingUnseal(): { failures: number; readonly storage: () => RecordStorage } {
  const trouble = { failures: 0, storage }
  function storage(): RecordStorage {
    return {
      kind: 'odd',
      open(options) {
        const inner = encrypted(inIndexedDb()).open(options)
        return Object.assign(Object.create(inner), {
          unseal: async (sealed: unknown, label: string) => {
            if (trouble.failures-- > 0) throw new HoldfastError('STORAGE_UNAVAILABLE', 'no')
            return inner.unseal(sealed, label)
          },
        })
      },
    }
  }
  return trouble
}
