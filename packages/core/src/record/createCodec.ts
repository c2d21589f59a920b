import { HoldfastError } from '../HoldfastError.ts'
import type { Draft, Row } from '../storage/RecordStorage.ts'
import { toRow } from '../storage/toRow.ts'
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
  /** The value as the record holds it; throws `RECORD_INVALID`. */
  check(value: unknown): T
  encode(value: T): Draft
}

export function createCodec<T>({ name, initial, version = 1, migrate, schema }: RecordOptions<T>): Codec<T> {
  /** The value as the schema has it; throws what stands against it. */
  function accept(value: unknown): T {
    // What is not read as a row could be written and would be lost.
    if (!toRow({ generation: 0, version, data: value })) throw new Error('It is nothing, too deep, or has a __proto__.')
    JSON.stringify(value, refuse)
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
        return { status: 'ready', value: accept(data), isBroken: false }
      } catch {
        return { status: 'ready', value: initial, isBroken: true }
      }
    },
    check(value) {
      try {
        return accept(value)
      } catch (cause) {
        const message = `The record ${name} cannot hold that; return plain JSON data that its schema allows.`
        throw new HoldfastError('RECORD_INVALID', message, { cause })
      }
    },
    // A copy without proxies, which IndexedDB refuses and Vue's reactive objects are.
    encode: (value) => ({ version, data: JSON.parse(JSON.stringify(value)) }),
  }
}

/** What JSON would lose without a word: it would come back as something else, in some storages. */
function refuse(this: unknown, key: string, value: unknown): unknown {
  const original = (this as { readonly [name: string]: unknown })[key]
  const isLost =
    typeof original === 'object' && original && !Array.isArray(original)
      ? Object.prototype.toString.call(original) !== '[object Object]'
      : ['function', 'symbol', 'bigint'].includes(typeof original) ||
        (typeof original === 'number' && !Number.isFinite(original))
  if (isLost) throw new TypeError(`${key || 'The value'} is not JSON.`)
  return value
}
