import { HoldfastError } from '../HoldfastError.ts'
import type { Draft, Row } from '../storage/RecordStorage.ts'
import { toRow } from '../storage/toRow.ts'
import type { RecordOptions } from './RecordOptions.ts'

/** What a row means to this version of the app. */
export interface Decoded<T> {
  /** `broken`: the data made no sense, and `value` is the initial one. */
  readonly status: 'loading' | 'ready' | 'read-only' | 'broken'
  readonly value: T
}

/** What a record is to hold. */
export interface Made<T> {
  readonly value: T
  /** What its row becomes, as a `Change` says it. */
  readonly draft?: Draft | null | undefined
}

export interface Codec<T> {
  decode(row: Row | null): Decoded<T>
  /** A value as the record holds it; throws `RECORD_INVALID`. */
  check(value: unknown): Made<T>
}

export function createCodec<T>({ name, initial, version = 1, migrate, schema, isTrusted }: RecordOptions<T>): Codec<T> {
  /** The value as the schema has it; throws what stands against it. */
  function accept(value: unknown): T {
    // What is not read as a row could be written and would be lost.
    if (!toRow({ generation: 0, version, data: value })) throw new Error('It is nothing, too deep, or has a __proto__.')
    JSON.stringify(value, refuse)
    const result = schema?.['~standard'].validate(value)
    if (!result) return value as T
    if (result instanceof Promise) throw new Error('The schema is asynchronous.')
    if (result.issues) throw new Error(result.issues.map(({ message }) => message).join('; '))
    return result.value
  }

  return {
    decode(row) {
      if (!row) return { status: 'ready', value: initial }
      if (row.version > version) return { status: 'read-only', value: initial }
      try {
        const isOld = row.version < version
        // Without migrate() this throws, and older data makes no sense.
        const data = isOld ? (migrate as NonNullable<typeof migrate>)(row.data, row.version) : row.data
        return { status: 'ready', value: accept(data) }
      } catch {
        return { status: 'broken', value: initial }
      }
    },
    check(value) {
      try {
        if (isTrusted?.(value as T)) return { draft: { version, data: value }, value: value as T }
        // As it will be read: a copy, without proxies, which the app cannot change later; what a schema makes must be what it takes.
        const data: unknown = JSON.parse(JSON.stringify(accept(value)))
        return { draft: { version, data }, value: accept(data) }
      } catch (cause) {
        const message = `The record ${name} cannot hold that; return plain JSON data that its schema allows.`
        throw new HoldfastError('RECORD_INVALID', message, { cause })
      }
    },
  }
}

/** What JSON keeps, and what it leaves out where it is a member. */
const KEPT = /\b(Object|Array|String|Boolean|Null|Undefined)]$/

/** What JSON would lose without a word: it would come back as something else, in some storages. */
function refuse(this: unknown, key: string, value: unknown): unknown {
  // `value` is what its toJSON() made of it.
  const original = (this as { readonly [name: string]: any })[key]
  const isKept = KEPT.test({}.toString.call(original)) || Number.isFinite(original)
  if (!isKept || typeof original?.toJSON === 'function') throw new TypeError(`${key || 'The value'} is not JSON.`)
  return value
}
