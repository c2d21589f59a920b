import type { Platform } from '../platform/Platform.ts'
import { bounded } from './bounded.ts'
import { toStorageError } from './storageError.ts'

/** A connection to the one database, opened by its first use. */
export interface Database {
  /** Runs `work` in one transaction; fits idb-keyval's store functions. Rejects with `STORAGE_UNAVAILABLE` or `STORAGE_FULL`. */
  run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => T | PromiseLike<T>, isStrict?: boolean): Promise<T>
  /** Lets go of the connection; the next use opens another. */
  close(): void
}

const STORE = 'rows'

/** Safari loses its database server, and storage can be cleared under an open page: what failed so is tried once more. */
const isLost = (error: unknown): boolean =>
  !error || ['InvalidStateError', 'UnknownError', 'AbortError'].includes((error as Error).name)

function letGo(arriving: Promise<IDBDatabase>): void {
  arriving.then(
    (db) => db.close(),
    () => {},
  )
}

/** The database `holdfast`, at version 1 for ever: rows carry their own version, so no upgrade can block a tab. */
export function openDatabase(platform: Platform): Database {
  let opening: Promise<IDBDatabase> | undefined

  function open(): Promise<IDBDatabase> {
    const arriving = new Promise<IDBDatabase>((resolve, reject) => {
      const request = platform.indexedDB!.open('holdfast', 1)
      request.onupgradeneeded = () => request.result.createObjectStore(STORE)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const mine = bounded(platform.clock, 3, arriving, () => letGo(arriving))
    const forget = (): void => {
      if (opening === mine) opening = undefined
    }
    mine.then((db) => {
      db.onclose = forget
      db.onversionchange = () => {
        forget()
        db.close()
      }
    }, forget)
    return mine
  }

  const use = (): Promise<IDBDatabase> => (opening ??= open())

  /** Those that failed together must not close what the first of them has opened anew. */
  function drop(tried: Promise<IDBDatabase> | undefined): void {
    if (!tried || opening !== tried) return
    opening = undefined
    letGo(tried)
  }

  async function attempt<T>(
    [mode, work, isStrict]: Parameters<Database['run']>,
    tried: Promise<IDBDatabase>,
  ): Promise<T> {
    const db = await tried
    const transaction = db.transaction(STORE, mode, { durability: isStrict ? 'strict' : 'relaxed' })
    const working = Promise.resolve(work(transaction.objectStore(STORE)) as T | PromiseLike<T>)
    return bounded(platform.clock, 5, working, () => {
      drop(tried)
      try {
        transaction.abort()
      } catch {
        // It has committed meanwhile, and only the news of that is late.
      }
    })
  }

  return {
    close: () => drop(opening),
    async run<T>(...given: Parameters<Database['run']>): Promise<T> {
      const tried = use()
      try {
        return await attempt<T>(given, tried).catch((error) => {
          if (!isLost(error)) throw error
          drop(tried)
          return attempt<T>(given, use())
        })
      } catch (error) {
        throw toStorageError(error)
      }
    },
  }
}
