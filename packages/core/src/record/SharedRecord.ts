import type { Readable, WaitOptions } from '../Readable.ts'

/** An immutable view of a record at one moment; the same object until it changes. */
export interface RecordSnapshot<T> {
  /** `read-only`: a newer version of the app wrote the data. */
  readonly status: 'loading' | 'ready' | 'read-only'
  /** Committed, with this tab's own edits on top. */
  readonly value: T
  /** Whether it outlives the page. */
  readonly isDurable: boolean
}

/** One named, durable value shared by every tab. */
export interface SharedRecord<T> extends Readable<RecordSnapshot<T>> {
  readonly name: string
  /** What is shown until the value has been read, and on a server. */
  readonly initial: T
  /** Resolves with the value once it has been read; rejects at its deadline with `TIMEOUT`. */
  ready(options?: WaitOptions): Promise<T>
  /**
   * Applies `change` atomically to the newest value, whichever tab wrote it, and resolves with the result once it is
   * stored: durably, unless the snapshot's `isDurable` is false then. This tab shows it at once. `change` is synchronous
   * and pure and may run several times: make ids and times outside it. Returning its argument changes nothing. Rejects
   * with what `change` threw, `RECORD_INVALID`, `RECORD_READ_ONLY`, `SUPERSEDED` (another owner came), `TIMEOUT`,
   * `STOPPED`, or an abort.
   */
  update(change: (value: T) => T, options?: WaitOptions): Promise<T>
  /** Forgets the value: every tab shows `initial`. */
  remove(options?: WaitOptions): Promise<void>
  /** Ends every listener, channel and connection until the next use; an owned record stops with its session, and goes on with it. */
  stop(): void
}
