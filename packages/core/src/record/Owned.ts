import type { Beside, Row } from '../storage/RecordStorage.ts'
import type { Decoded, Made } from './createCodec.ts'
import type { Edit } from './createEdit.ts'

/** A `Change` of a storage that is told what the row means; not asked where that makes no sense. */
export type Make<T> = (now: Decoded<T>, row: Row | null, beside: Beside) => Made<T>

/** A record's row for whoever owns it now, and the edits that wait for it. */
export interface Owned<T> {
  readonly edits: ReadonlySet<Edit<T>>
  /** As last read or written; `loading`: what the mirror says, else the initial value. */
  getCommitted(): Decoded<T>
  isDurable(): boolean
  /** Shows an edit and commits it, now or once the owner is known, unless `signal` takes it back; `null` forgets the value. */
  add(change: ((value: T) => T) | null, signal: AbortSignal): Promise<T>
  /** Runs until the function it returns is called; the owner calls `restart` when it stops or starts. */
  start(restart: () => void): () => void
}
