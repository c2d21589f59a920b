import type { StandardSchemaV1 } from '@standard-schema/spec'
import { anything, checkMembers, nameRule, type Rules } from '../checkMembers.ts'
import type { HoldfastError } from '../HoldfastError.ts'
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
  /** Whether whoever made a value vouches that it needs no check and no copy: the schema allows it, and nobody changes it. @default none does */
  isTrusted?(value: T): boolean
  /** The world to run in. @default the owner's, or the browser */
  readonly platform?: Platform
  /** Called once when the record moves to another storage, or when bytes that make no sense were set aside; owned records tell by the session's `degraded` event too. */
  onDegraded?(detail: { readonly from: string; readonly to: string; readonly error: HoldfastError }): void
}

const KEEPS: readonly unknown[] = ['never', 'until-signed-out', 'always']

const rules: Rules = {
  name: nameRule,
  initial: (_, options) => 'initial' in options || 'the value of an empty record',
  owner: anything,
  storage: anything,
  merge: anything,
  keep: (keep = 'always') => KEEPS.includes(keep) || `one of ${KEEPS.join(', ')}`,
  version: (version = 1) => (Number.isInteger(version) && version > 0) || 'a whole number from 1',
  migrate: anything,
  schema: (schema, { initial }) => !(schema?.['~standard'].validate(initial) instanceof Promise) || 'synchronous',
  isTrusted: anything,
  platform: anything,
  onDegraded: anything,
}

/** Throws `INVALID_OPTION`, saying what to write instead. */
export function checkRecordOptions(options: RecordOptions<any>): void {
  checkMembers('INVALID_OPTION', 'createRecord', options, rules)
}
