import { HoldfastError } from '../HoldfastError.ts'
import type { Draft, Row } from '../storage/RecordStorage.ts'
import type { Codec, Decoded } from './createCodec.ts'

/** An edit that is shown but not yet durable. */
export interface Edit<T> {
  /** Throws `RECORD_INVALID` where it makes what the record cannot hold. */
  change(value: T): T
  /** What the row is to become; `undefined`: it stays as it is. */
  toDraft(now: Decoded<T>, row: Row | null): Draft | null | undefined
  /** Whose value it was made on; `undefined` until that is known. */
  sessionId: string | null | undefined
  /** Whom the app saw signed in as it was made; `undefined`: that was not known. */
  readonly user: string | null | undefined
  readonly resolve: (value: T) => void
  /** Takes it back, unless it is committed. */
  readonly drop: (error: unknown) => void
}

/** `change` `null` forgets the value. */
export function createEdit<T>(
  codec: Codec<T>,
  change: ((value: T) => T) | null,
  user: Edit<T>['user'],
  resolve: (value: T) => void,
  drop: (error: unknown) => void,
): Edit<T> {
  const edit: Edit<T> = {
    change(value) {
      // An initial value need not be one that could be stored.
      if (!change) return codec.decode(null).value
      const next = change(value)
      return Object.is(next, value) ? value : codec.check(next)
    },
    toDraft({ status, value }, row) {
      if (status === 'read-only')
        throw new HoldfastError('RECORD_READ_ONLY', 'A newer version of the app wrote this record; reload to get it.')
      if (!change) return row ? null : undefined
      const next = edit.change(value)
      return Object.is(next, value) ? undefined : codec.encode(next)
    },
    sessionId: undefined,
    user,
    resolve,
    drop,
  }
  return edit
}

export function superseded(): HoldfastError {
  return new HoldfastError('SUPERSEDED', 'Somebody else owns this record now; the edit was dropped.')
}
