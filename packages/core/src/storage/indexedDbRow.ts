import { delMany, get, keys } from 'idb-keyval'
import { nextGeneration } from './nextGeneration.ts'
import { openDatabase } from './openDatabase.ts'
import { plainSeals } from './plainSeals.ts'
import type { Change, CommitOptions, OpenOptions, Row, RowAccess } from './RecordStorage.ts'
import { storageError } from './storageError.ts'
import { toRow } from './toRow.ts'

const ASIDE = '!aside'
const KIND = 'indexeddb'

/** A row of the database: the truth wherever IndexedDB exists. */
export function indexedDbRow({ name, platform, onDegraded, database }: OpenOptions): RowAccess {
  const { run, close } = database ?? openDatabase(platform)

  async function commit(change: Change, options: CommitOptions = {}): Promise<Row | null> {
    const { pin, absorb, isStrict, keepsOld } = options
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
          const absorbed = absorb === undefined ? absorb : store.get(absorb)
          const own = store.get(name)
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
              if (isCorrupt || (keepsOld && isWritten)) store.put(own.result, name + ASIDE)
              if (isWritten && absorb !== undefined) store.delete(absorb)
              if (draft) {
                result = {
                  generation: nextGeneration(result, platform.clock),
                  version: draft.version,
                  data: draft.data,
                }
                store.put(result, name)
              } else if (isWritten || isCorrupt) {
                result = null
                store.delete(name)
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
    if (isCorrupt) onDegraded?.(KIND, KIND, storageError('STORAGE_CORRUPT'))
    return row
  }

  return {
    kind: KIND,
    isDurable: true,
    isShared: true,
    rowKey: name,
    peek: () => null,
    async read() {
      const value = await get<unknown>(name, run)
      const row = toRow(value)
      return row || value === undefined ? row : commit(() => undefined)
    },
    commit,
    async removeAll(suffix) {
      const all = await keys(run)
      await delMany(
        all.filter((key) => String(key).replace(ASIDE, '').endsWith(suffix)),
        run,
      )
    },
    ...plainSeals,
    close,
  }
}
