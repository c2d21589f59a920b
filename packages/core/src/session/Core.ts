import type { Platform } from '../platform/Platform.ts'
import type { SessionUser, Source } from '../source/Source.ts'
import type { RowAccess } from '../storage/RecordStorage.ts'
import type { Runtime } from './createRuntime.ts'
import type { Sync } from './createSync.ts'
import type { Limits } from './limits.ts'

/** What the parts of a session share. */
export interface Core<User extends SessionUser> {
  /** Names the row, its lock and its channel messages: the session's name and its back end's identity. */
  readonly name: string
  /** The session's name, as the app gave it. */
  readonly label: string
  readonly platform: Platform
  readonly source: Source<User, any, any>
  readonly access: RowAccess
  readonly limits: Limits
  readonly leeway: number
  readonly runtime: Runtime<User>
  readonly sync: Sync
}
