import type { Codec } from './createCodec.ts'

/** An edit that is shown but not yet durable. */
export interface Edit<T> {
  /** Throws `RECORD_INVALID` where it makes what the record cannot hold. */
  readonly change: (value: T) => T
  readonly isRemoval: boolean
  /** Whose value it was made on; `undefined` until that is known. */
  sessionId: string | null | undefined
  readonly resolve: (value: T) => void
  readonly reject: (error: unknown) => void
  /** Takes it back, unless it is committed. */
  drop(error: unknown): void
  /** Committed, refused or dropped: no longer shown on top of what is committed. */
  isOver: boolean
  /** Settles with the edit. */
  readonly settled: Promise<T>
}

export function createEdit<T>(
  codec: Codec<T>,
  change: (value: T) => T,
  isRemoval: boolean,
  sessionId: string | null | undefined,
): Edit<T> {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const settled = new Promise<T>((...both) => {
    ;[resolve, reject] = both
  })
  settled.catch(() => {})
  return {
    change(value) {
      const next = change(value)
      return Object.is(next, value) ? value : codec.check(next)
    },
    isRemoval,
    sessionId,
    resolve,
    reject,
    drop(error) {
      this.isOver = true
      reject(error)
    },
    isOver: false,
    settled,
  }
}
