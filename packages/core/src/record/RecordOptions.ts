import type { StandardSchemaV1 } from '@standard-schema/spec'
import { HoldfastError } from '../HoldfastError.ts'
import type { Platform } from '../platform/Platform.ts'
import type { AnySession } from '../session/Session.ts'
import type { RecordStorage } from '../storage/RecordStorage.ts'

export interface RecordOptions<T> {
  /** Names the record on this origin (and within its owner); no user identifier. */
  readonly name: string
  /** The value where nothing is stored. */
  readonly initial: T
  /** Keeps one value for each user of this session, and one for the guest. @default one value for all */
  readonly owner?: AnySession
  /** @default inIndexedDb() */
  readonly storage?: RecordStorage
  /** Makes one value of the guest's and the user's, once, when a user comes in. @default the guest's stays apart */
  merge?(guest: T, account: T): T
  /** How long a user's value stays on this browser: until any end of the session, until they sign out, for ever. @default 'until-signed-out' */
  readonly keep?: 'never' | 'until-signed-out' | 'always'
  /** The version of the data, a whole number that grows. @default 1 */
  readonly version?: number
  /** Makes data of today's version of what an older one stored. @default older data is set aside */
  migrate?(data: unknown, from: number): T
  /** Checks what was stored and what is to be stored; synchronous. @see https://standardschema.dev */
  readonly schema?: StandardSchemaV1<unknown, T>
  /** The world to run in. @default the owner's, or the browser */
  readonly platform?: Platform
  /** Called once when the record moves to another storage, or when bytes that make no sense were set aside; owned records tell by the session's `degraded` event too. */
  onDegraded?(detail: { readonly from: string; readonly to: string; readonly error: HoldfastError }): void
}

const KNOWN = [
  'name',
  'initial',
  'owner',
  'storage',
  'merge',
  'keep',
  'version',
  'migrate',
  'schema',
  'platform',
  'onDegraded',
]

/** Throws `INVALID_OPTION`, saying what to write instead. */
export function checkRecordOptions(options: RecordOptions<any>): void {
  const { name, keep = 'always', version = 1 } = options
  const unknown = Object.keys(options).find((key) => !KNOWN.includes(key))
  const what = unknown
    ? `${unknown} is not an option of createRecord; there are ${KNOWN.join(', ')}`
    : !/^[\w.-]{1,64}$/.test(name)
      ? 'name must be 1 to 64 letters, digits, dots or dashes, such as "basket"'
      : !('initial' in options)
        ? 'initial is missing: write the value of an empty record'
        : !['never', 'until-signed-out', 'always'].includes(keep)
          ? "keep must be 'never', 'until-signed-out' or 'always'"
          : !Number.isInteger(version) || version < 1
            ? 'version must be a whole number from 1'
            : options.schema?.['~standard'].validate(options.initial) instanceof Promise
              ? 'schema must be synchronous'
              : null
  if (what) throw new HoldfastError('INVALID_OPTION', `${what}.`)
}
