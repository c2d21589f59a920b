import { textKey } from './dropMirrors.ts'
import { mirroredRow } from './mirroredRow.ts'
import type { RecordStorage } from './RecordStorage.ts'

/**
 * Keeps the row in IndexedDB, in clear, and a copy without tokens in localStorage, which shows who is signed in before
 * the first read. Where there is no IndexedDB, localStorage holds everything, tokens too.
 */
export function inLocalStorage(): RecordStorage {
  return {
    kind: 'localstorage',
    open(options) {
      const { platform, name } = options
      const key = textKey(name)
      const text = {
        read: () => (platform.localStorage as Storage).getItem(key),
        write(value: string | null) {
          if (value === null) (platform.localStorage as Storage).removeItem(key)
          else (platform.localStorage as Storage).setItem(key, value)
        },
        keep: (value: string) => value && platform.localStorage?.setItem(`${key}!aside`, value),
      }
      return mirroredRow('localstorage', options, text, true)
    },
  }
}
