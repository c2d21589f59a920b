import { get } from 'idb-keyval'
import { dropMirrors } from './dropMirrors.ts'
import { nextGeneration } from './nextGeneration.ts'
import { openDatabase } from './openDatabase.ts'
import { plainSeals } from './plainSeals.ts'
import type { Change, CommitOptions, OpenOptions, Row, RowAccess } from './RecordStorage.ts'
import { storageError } from './storageError.ts'
import { toRow } from './toRow.ts'

const ASIDE = '!aside'
const KIND = 'indexeddb'
/** What stands before the rows of one tab. */
const TAB = /^~[\da-f]{32}~/

/** A row of the database: the truth wherever IndexedDB exists. `prefix` keeps the rows of one tab apart. */
export function indexedDbRow({ name, platform, onDegraded, database }: OpenOptions, prefix = ''): RowAccess {
  const { run, close } = database ?? openDatabase(platform)
  const key = prefix + name

  async function commit(change: Change, options: CommitOptions = {}): Promise<Row | null> {
    const { pin, absorb, isStrict, keepsOld, removes } = options
    let gone: string[] = []
    let thrown: { readonly error: unknown } | undefined
    let isCorrupt = false
    const row = await run<Row | null>(
      'readwrite',
      (store) =>
        new Promise((resolve, reject) => {
          const { transaction } = store
          let result: Row | null = null
          transaction.oncomplete = () => resolve(result)
          transaction.onabort = () => (thrown ? resolve(null) : reject(transaction.error))
          const pinned = pin === undefined ? pin : store.get(pin)
          const absorbed = absorb === undefined ? absorb : store.get(prefix + absorb)
          const own = store.get(key)
          // Requests are answered in order: by now the others have their results.
          own.onsuccess = () => {
            try {
              result = toRow(own.result)
              isCorrupt = !result && own.result !== undefined
              const draft = change(result, {
                pinned: pinned && toRow(pinned.result),
                absorbed: absorbed && toRow(absorbed.result),
              })
              const isWritten = draft !== undefined
              if (isCorrupt || (keepsOld && isWritten)) store.put(own.result, key + ASIDE)
              if (isWritten && absorb !== undefined) store.delete(prefix + absorb)
              if (draft) {
                result = {
                  generation: nextGeneration(result, platform.clock),
                  version: draft.version,
                  data: draft.data,
                }
                store.put(result, key)
              } else if (isWritten || isCorrupt) {
                result = null
                store.delete(key)
              }
              const suffix = isWritten && removes?.()
              if (!suffix) return
              const all = store.getAllKeys()
              all.onsuccess = () => {
                gone = all.result.map(String).filter((found) => isBelow(found, suffix))
                for (const found of gone) store.delete(found)
              }
            } catch (error) {
              thrown = { error }
              transaction.abort()
            }
          }
        }),
      isStrict,
    )
    if (thrown) throw thrown.error
    for (const name of gone) dropMirrors(platform, name)
    if (isCorrupt) onDegraded?.(KIND, KIND, storageError('STORAGE_CORRUPT'))
    return row
  }

  /** Rows of any tab, if this one is not of one tab itself. */
  function isBelow(found: string, suffix: string): boolean {
    return found.replace(ASIDE, '').endsWith(suffix) && (prefix ? found : found.replace(TAB, '')).startsWith(`${key}/`)
  }

  return {
    kind: KIND,
    isDurable: true,
    isShared: true,
    rowKey: key,
    peek: () => null,
    async read() {
      const value = await get<unknown>(key, run)
      const row = toRow(value)
      return row || value === undefined ? row : commit(() => undefined)
    },
    commit,
    ...plainSeals,
    close,
  }
}
