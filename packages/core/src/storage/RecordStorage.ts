import type { HoldfastError } from '../HoldfastError.ts'
import type { Platform } from '../platform/Platform.ts'
import type { Database } from './openDatabase.ts'

/** What is kept of one record. `generation` only grows; `version` is the version of `data`. The shape never changes. */
export interface Row {
  readonly generation: number
  readonly version: number
  readonly data: unknown
}

/** What a change wants the row to become. */
export type Draft = Pick<Row, 'version' | 'data'>

/** Rows read in the same transaction; `undefined` where the storage cannot read them there. */
export interface Beside {
  readonly pinned: Row | null | undefined
  readonly absorbed: Row | null | undefined
}

/**
 * Maps the row to what it becomes: a draft is written, `null` removes the row, `undefined` leaves it as it is.
 * Synchronous and pure: it may run several times. What it throws aborts the transaction and rejects the commit.
 */
export type Change = (row: Row | null, beside: Beside) => Draft | null | undefined

export interface CommitOptions {
  /** Wait until the bytes are flushed. @default false */
  readonly isStrict?: boolean
  /** Key of a row to read in the same transaction. */
  readonly pin?: string | null | undefined
  /** Name of another row of this storage to read, and to remove if the change is written, in the same transaction. */
  readonly absorb?: string | undefined
  /** Reject instead of moving to the next storage when this one fails. @default false */
  readonly mustStay?: boolean
  /**
   * Asked after a change that is written: what follows this row's name in the keys of the rows that go with it, in the
   * same transaction, and their copies.
   */
  readonly removes?: () => readonly string[]
  /**
   * Change the row in the storages too that it has moved from, where it may still be alive; best effort: one that still
   * fails is passed over. @default false
   */
  readonly reachesAll?: boolean
  /** Set the row aside as it was, if the change is written: for data that makes no sense. @default false */
  readonly keepsOld?: boolean
}

/**
 * One record's place in a storage, opened.
 * Everything asynchronous rejects with `STORAGE_UNAVAILABLE`, `STORAGE_FULL` or `STORAGE_CORRUPT`, or with what the change threw.
 */
export interface RowAccess {
  /** Where the bytes are now, such as `indexeddb` or `memory`. */
  readonly kind: string
  /** Whether the row outlives the page. */
  readonly isDurable: boolean
  /** Whether other tabs see this row. */
  readonly isShared: boolean
  /** The key under which IndexedDB has the row; `null` where it is kept elsewhere. */
  readonly rowKey: string | null
  /** What can be shown before the first read, without waiting; a hint, never the truth. */
  peek(): Row | null
  read(): Promise<Row | null>
  /** Applies a change atomically and resolves, once durable, with the row as it then is. */
  commit(change: Change, options?: CommitOptions): Promise<Row | null>
  /** Turns a secret into what the row may hold; `label` is authenticated with it. */
  seal(secret: unknown, label: string): Promise<unknown>
  /** Turns it back; resolves with `undefined` where it cannot be read (another tab's memory, a lost key). */
  unseal(sealed: unknown, label: string): Promise<unknown>
  /** Lets go of connections and timers; a later call opens them again. */
  close(): void
}

export interface OpenOptions {
  /** Names the row, its lock and its mirror. */
  readonly name: string
  readonly platform: Platform
  /** The caller seals its secrets itself and the rest of its data may be kept in clear (a session's head). */
  readonly hasClearHead?: boolean
  /** What of the data a mirror may show. @default all of it */
  readonly mirror?: (data: unknown) => unknown
  /** Called when the row has moved to another storage, or when bytes that make no sense were set aside. */
  readonly onDegraded?: (from: string, to: string, error: HoldfastError) => void
  /** A connection to use instead of one of its own: a storage around another shares its own so. */
  readonly database?: Database
}

/** Where a record's bytes live. */
export interface RecordStorage {
  readonly kind: string
  open(options: OpenOptions): RowAccess
}
