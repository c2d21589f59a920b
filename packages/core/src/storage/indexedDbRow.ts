import { promisifyRequest } from 'idb-keyval'
import { dropMirrors } from './dropMirrors.ts'
import { nextRow } from './nextRow.ts'
import { openDatabase } from './openDatabase.ts'
import { plainRow } from './plainRow.ts'
import type { Change, CommitOptions, OpenOptions, Row, RowAccess } from './RecordStorage.ts'
import { storageError } from './storageError.ts'
import { toRow } from './toRow.ts'

const ASIDE = '!aside'
/** What stands before the rows of one tab. */
const TAB = /^~[\da-f]{32}~/

/** A row of the database: the truth wherever IndexedDB exists. `prefix` keeps the rows of one tab apart. */
export function indexedDbRow({ name, platform, onDegraded, database }: OpenOptions, prefix = ''): RowAccess {
  const { run, close } = database ?? openDatabase(platform)
  const key = prefix + name

  async function commit(change: Change, options: CommitOptions = {}): Promise<Row | null> {
    const { pin, absorb, isStrict, keepsOld, removes } = options
    const work = (store: IDBObjectStore): Promise<() => Row | null> =>
      new Promise((resolve) => {
        const { transaction } = store
        const pinned = pin ? store.get(pin) : undefined
        const absorbed = absorb ? store.get(prefix + absorb) : undefined
        const own = store.get(key)
        // Requests are answered in order: by now the others have their results.
        own.onsuccess = () => {
          try {
            let row = toRow(own.result)
            let gone: string[] = []
            const isCorrupt = !row && own.result !== undefined
            const draft = change(row, {
              pinned: pinned && toRow(pinned.result),
              absorbed: absorbed && toRow(absorbed.result),
            })
            const isWritten = draft !== undefined
            if (isCorrupt || (isWritten && keepsOld)) store.put(own.result, key + ASIDE)
            if (isCorrupt || draft === null) store.delete(key)
            if (isWritten) row = nextRow(row, draft, platform.clock)
            if (draft) store.put(row, key)
            if (isWritten && absorbed) store.delete(prefix + absorb)
            const tails = (isWritten && removes?.()) || []
            if (tails[0]) {
              const all = store.getAllKeys()
              all.onsuccess = () => {
                gone = all.result.map(String).filter((found) => isBelow(found, tails))
                for (const found of gone) store.delete(found)
              }
            }
            transaction.oncomplete = () =>
              resolve(() => {
                for (const found of gone) dropMirrors(platform, found)
                if (isCorrupt) onDegraded?.('indexeddb', 'indexeddb', storageError('STORAGE_CORRUPT'))
                return row
              })
          } catch (error) {
            // Passed by the database, for which it would be a failure of its own.
            resolve(() => {
              throw error
            })
            transaction.abort()
          }
        }
      })
    return (await run('readwrite', work, isStrict))()
  }

  /** Of rows that are of one tab, a row of one tab takes only its own. */
  function isBelow(found: string, tails: readonly string[]): boolean {
    return tails.some((tail) => found.replace(prefix || TAB, '').startsWith(name + tail))
  }

  return {
    ...plainRow,
    kind: 'indexeddb',
    rowKey: key,
    async read() {
      const found = await run('readonly', (store) => promisifyRequest<unknown>(store.get(key)))
      const row = toRow(found)
      return row || found === undefined ? row : commit(() => undefined)
    },
    commit,
    close,
  }
}
