import type { Platform } from '../platform/Platform.ts'
import type { SessionUser } from '../source/Source.ts'
import { encrypted } from '../storage/encrypted.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { openWithFallback } from '../storage/openWithFallback.ts'
import type { Core } from './Core.ts'
import { type Credentials, createCredentials } from './createCredentials.ts'
import { createRefresh, type Refresh } from './createRefresh.ts'
import { createRuntime } from './createRuntime.ts'
import { createSchedule, type Schedule } from './createSchedule.ts'
import { createSignIn, type SignIn } from './createSignIn.ts'
import { createSignOut, type SignOut } from './createSignOut.ts'
import { createSync } from './createSync.ts'
import { createWatch, type Watch } from './createWatch.ts'
import { mirrorHead } from './mirrorHead.ts'
import type { SessionOptions } from './SessionOptions.ts'

/** A session's parts, put together; nothing of them runs yet. */
export interface Parts<User extends SessionUser> {
  readonly core: Core<User>
  readonly credentials: Credentials<User>
  readonly refresh: Refresh
  readonly schedule: Schedule
  readonly signIn: SignIn<User>
  readonly signOut: SignOut
  readonly watch: Watch
}

export function createParts<User extends SessionUser>(
  options: SessionOptions<User, any, any>,
  platform: Platform,
): Parts<User> {
  const { source, leeway = 60_000, timeout = 10_000, storage = encrypted(inIndexedDb()), warnBefore = 60_000 } = options
  const { idleTimeout = Number.POSITIVE_INFINITY, maxAge = Number.POSITIVE_INFINITY } = options
  const label = options.name ?? 'session'
  // Encoded, so that no `/` or `@` in it makes one session's keys those of another's records.
  const name = `${label}${source.identity ? `:${encodeURIComponent(source.identity)}` : ''}`
  const runtime = createRuntime<User>(platform, timeout)
  const access = openWithFallback(storage, {
    name,
    platform,
    hasClearHead: true,
    mirror: mirrorHead,
    onDegraded: (from, to, error) => runtime.emit('degraded', { record: label, from, to, error }),
  })
  const base = { name, label, platform, source, access, runtime, leeway, limits: { idleTimeout, maxAge, warnBefore } }
  const sync = createSync(base, {
    tell: (generation) => watch.tell(generation),
    onOwed: () => void signOut.deliver(),
  })
  const core: Core<User> = { ...base, sync }
  const watch = createWatch(core)
  const signOut = createSignOut(core, watch.tellEnd)
  const signIn = createSignIn(core, signOut, watch.tellEnd)
  const refresh = createRefresh(core, signOut.revoke)
  const credentials = createCredentials(core, refresh)
  const schedule = createSchedule(core, refresh)
  return { core, credentials, refresh, schedule, signIn, signOut, watch }
}
