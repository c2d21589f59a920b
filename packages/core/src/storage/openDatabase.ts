import { isHoldfastError } from '../HoldfastError.ts'
import type { Platform } from '../platform/Platform.ts'
import { bounded } from './bounded.ts'
import { storageError } from './storageError.ts'

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
    const mine = bounded(platform.clock, 3, arriving, () => arriving.then((late) => late.close()))
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

  function close(): void {
    opening?.then(
      (db) => db.close(),
      () => {},
    )
    opening = undefined
  }

  const attempt: Database['run'] = async (mode, work, isStrict) => {
    opening ??= open()
    const db = await opening
    const transaction = db.transaction(STORE, mode, { durability: isStrict ? 'strict' : 'relaxed' })
    const working = Promise.resolve(work(transaction.objectStore(STORE)))
    return bounded(platform.clock, 5, working, () => {
      close()
      transaction.abort()
    })
  }

  return {
    close,
    async run(mode, work, isStrict) {
      try {
        return await attempt(mode, work, isStrict).catch((error) => {
          if (!isLost(error)) throw error
          close()
          return attempt(mode, work, isStrict)
        })
      } catch (error) {
        if (isHoldfastError(error)) throw error
        const isFull = (error as Error | null)?.name === 'QuotaExceededError'
        throw storageError(isFull ? 'STORAGE_FULL' : 'STORAGE_UNAVAILABLE', error)
      }
    },
  }
}
