import { HoldfastError } from '../HoldfastError.ts'
import type { Codec, Made } from './createCodec.ts'

/** An edit that is shown but not yet durable. */
export interface Edit<T> {
  /** What comes of it after what was made before, the same again of the same value; throws `RECORD_INVALID` where the record cannot hold that. */
  apply(before: Made<T>): Made<T>
  /** Whose value it was made on; `undefined` until that is known. */
  sessionId?: string | null | undefined
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
  rest: Omit<Edit<T>, 'apply'>,
): Edit<T> {
  let base: T
  let made: Made<T> | undefined

  function make(value: T): Made<T> {
    // An initial value need not be one that could be stored.
    if (!change) return { ...codec.decode(null), draft: null }
    const next = change(value)
    return Object.is(next, value) ? { value } : codec.check(next)
  }

  return {
    ...rest,
    apply(before) {
      const { value } = before
      if (!made || !Object.is(value, base)) made = make(value)
      base = value
      return made.draft === undefined ? before : made
    },
  }
}

export function superseded(): HoldfastError {
  return new HoldfastError('SUPERSEDED', 'Another owner came; the edit was dropped.')
}
