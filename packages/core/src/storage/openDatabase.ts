import { type HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import { limitTime } from '../platform/limitTime.ts'
import type { Platform } from '../platform/Platform.ts'
import { storageError, throwStorageError } from './storageError.ts'

/** A connection to the one database, opened by its first use. */
export interface Database {
  /**
   * Runs `work` in one transaction and settles like it; where the transaction is aborted, rejects with
   * `STORAGE_UNAVAILABLE` or `STORAGE_FULL`.
   */
  run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => T | PromiseLike<T>, isStrict?: boolean): Promise<T>
  /** Lets go of the connection; the next use opens another. */
  close(): void
}

const STORE = 'rows'

const late = (): HoldfastError => storageError('STORAGE_UNAVAILABLE')

/** The database `holdfast`, at version 1 for ever: rows carry their own version, so no upgrade can block a tab. */
export function openDatabase(platform: Platform): Database {
  let opening: Promise<IDBDatabase> | undefined

  function open(): Promise<IDBDatabase> {
    const arriving = new Promise<IDBDatabase>((resolve, reject) => {
      const request = platform.indexedDB!.open('holdfast', 1)
      request.onupgradeneeded = () => request.result.createObjectStore(STORE)
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        const db = request.result
        db.onclose = db.onversionchange = () => drop(opened)
        resolve(db)
      }
    })
    const tooLate = (): HoldfastError => {
      drop(arriving)
      return late()
    }
    const opened = limitTime(platform.clock, 3_000, [], tooLate, () => arriving, 3)
    return opened
  }

  /** Closes a connection, though it may come later; never the one that others have opened anew. */
  function drop(opened: Promise<IDBDatabase> | undefined): void {
    if (opening === opened) opening = undefined
    opened?.then(
      (db) => db.close(),
      () => {},
    )
  }

  async function attempt<T>(
    opened: Promise<IDBDatabase>,
    [mode, work, isStrict]: Parameters<Database['run']>,
  ): Promise<T> {
    const db = await opened
    const transaction = db.transaction(STORE, mode, { durability: isStrict ? 'strict' : 'relaxed' })
    return limitTime(
      platform.clock,
      5_000,
      [],
      late,
      (signal) => {
        signal.onabort = () => {
          try {
            transaction.abort()
          } catch {
            // It has committed meanwhile, and only the news of that is late.
          }
        }
        const aborted = new Promise<never>((_, reject) => {
          transaction.onabort = () => reject(transaction.error)
        })
        return Promise.race([work(transaction.objectStore(STORE)) as T, aborted])
      },
      5,
    )
  }

  return {
    close: () => drop(opening),
    async run<T>(...given: Parameters<Database['run']>): Promise<T> {
      for (let isAgain = false; ; isAgain = true) {
        opening ??= open()
        const tried = opening
        try {
          return await attempt<T>(tried, given)
        } catch (error) {
          drop(tried)
          // Safari loses its database server, and storage can be cleared under an open page: once more, unless it is late.
          if (isAgain || isHoldfastError(error)) throwStorageError(error)
        }
      }
    },
  }
}
