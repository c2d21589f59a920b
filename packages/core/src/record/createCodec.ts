import { HoldfastError } from '../HoldfastError.ts'
import type { Draft, Row } from '../storage/RecordStorage.ts'
import type { RecordOptions } from './RecordOptions.ts'

/** What a row means to this version of the app. */
export interface Decoded<T> {
  readonly status: 'ready' | 'read-only'
  readonly value: T
  /** The data made no sense; `value` is the initial one. */
  readonly isBroken: boolean
}

export interface Codec<T> {
  decode(row: Row | null): Decoded<T>
  /** Throws `RECORD_INVALID`. */
  encode(value: T): Draft
}

export function createCodec<T>({ name, initial, version = 1, migrate, schema }: RecordOptions<T>): Codec<T> {
  /** The value as the schema has it; throws what the schema found. */
  function check(value: unknown): T {
    const result = schema?.['~standard'].validate(value)
    if (!result) return value as T
    if (result instanceof Promise) throw new Error('The schema is asynchronous; a record needs a synchronous one.')
    if (result.issues) throw new Error(result.issues.map(({ message }) => message).join('; '))
    return result.value
  }

  return {
    decode(row) {
      if (!row) return { status: 'ready', value: initial, isBroken: false }
      if (row.version > version) return { status: 'read-only', value: initial, isBroken: false }
      try {
        if (row.version < version && !migrate) throw new Error('There is no migrate().')
        const data = row.version < version ? migrate?.(row.data, row.version) : row.data
        return { status: 'ready', value: check(data), isBroken: false }
      } catch {
        return { status: 'ready', value: initial, isBroken: true }
      }
    },
    encode(value) {
      try {
        if (value === undefined) throw new Error('The change returned nothing.')
        return { version, data: check(value) }
      } catch (cause) {
        const message = `The record ${name} cannot hold that; return a value that its schema allows.`
        throw new HoldfastError('RECORD_INVALID', message, { cause })
      }
    },
  }
}
