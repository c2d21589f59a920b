import { HoldfastError } from '../HoldfastError.ts'
import { browserPlatform } from '../platform/browserPlatform.ts'
import type { Platform } from '../platform/Platform.ts'
import type { WaitOptions } from '../Readable.ts'
import { OWNER, type Owner } from '../record/Owner.ts'
import type { Challenge, SessionUser } from '../source/Source.ts'
import { checkOptions } from './checkOptions.ts'
import { signedOutError } from './createCredentials.ts'
import { createFetch } from './createFetch.ts'
import { createLife } from './createLife.ts'
import { createParts } from './createParts.ts'
import { stopped } from './createRuntime.ts'
import type { Session } from './Session.ts'
import type { SessionOptions } from './SessionOptions.ts'

/**
 * Creates a session. Nothing runs until it is first used; on a server it stays `loading` and its calls reject with
 * `BROWSER_ONLY`. Throws `INVALID_OPTION`.
 */
export function createSession<User extends SessionUser, Input, C extends Challenge = never>(
  options: SessionOptions<User, Input, C>,
): Session<User, Input, C> {
  checkOptions(options)
  const platform = options.platform ?? browserPlatform()
  // On a server nothing below ever runs: one session may be shared between requests without harm.
  const parts = createParts<User>(options, platform ?? ({} as Platform))
  const { core, credentials, schedule, signIn, signOut } = parts
  const { access, runtime, source } = core
  const life = createLife(parts)
  const fetch = createFetch(core, options.origins ?? [], credentials)
  let isStopped = false

  /** The first use starts the session; after `stop()` only `start()` does. */
  function use(): void {
    if (!platform)
      throw new HoldfastError('BROWSER_ONLY', 'Sessions live in the browser; call this in an event handler.')
    if (isStopped) throw stopped()
    life.start()
  }

  /** As `use`, for what may be called at any time. */
  function wake(): void {
    if (platform && !isStopped) life.start()
  }

  const listening =
    <Given extends unknown[]>(add: (...given: Given) => () => void) =>
    (...given: Given): (() => void) => {
      wake()
      return platform ? add(...given) : () => {}
    }

  const owner: Owner = {
    platform: core.platform,
    name: core.name,
    start: use,
    isStopped: () => isStopped,
    onTurn: life.onTurn,
    getOwnership: runtime.getOwnership,
    getUser() {
      const { status, user } = runtime.getState().snapshot
      return status === 'loading' ? undefined : (user?.id ?? null)
    },
    onOwnership: runtime.onOwnership,
    onLeave: signOut.onLeave,
    getPin: () => access.rowKey,
    report: (record, from, to, error) => runtime.emit('degraded', { record, from, to, error }),
  }

  const session: Session<User, unknown, Challenge> & { readonly [OWNER]: Owner | null } = {
    name: core.label,
    [OWNER]: platform && owner,
    getSnapshot: () => runtime.getState().snapshot,
    subscribe: listening(runtime.subscribe),
    expiry: { getSnapshot: schedule.expiry.getSnapshot, subscribe: listening(schedule.expiry.subscribe) },
    on: listening(runtime.on) as typeof runtime.on,
    start() {
      isStopped = false
      wake()
    },
    stop() {
      isStopped = true
      life.stop()
    },
    async ready(waiting) {
      use()
      return runtime.wait(() => {
        const { snapshot } = runtime.getState()
        return snapshot.status === 'loading' ? undefined : snapshot
      }, waiting)
    },
    async resume() {
      use()
      return source.resume ? life.resume() : { returnTo: null }
    },
    seed(initial) {
      if (platform) core.sync.seed(initial?.user ?? null)
    },
    async signIn(input?: unknown, waiting?: WaitOptions) {
      use()
      return signIn((context) => source.signIn(input, context), waiting)
    },
    async adopt(grant) {
      use()
      await signIn(async () => grant)
    },
    async refresh(waiting) {
      use()
      await runtime.whenRead(waiting)
      const { head, held } = runtime.getState()
      if (source.isServerHeld && !head?.grantId) await life.ask()
      else await credentials.renew(held?.grantId, false, waiting)
      const { snapshot } = runtime.getState()
      if (snapshot.status === 'signed-out') throw signedOutError(snapshot)
    },
    async extend() {
      use()
      await schedule.touch()
      if (schedule.expiry.getSnapshot().cause === 'server') await session.refresh()
    },
    async signOut(given) {
      use()
      await signOut.signOut(given)
    },
    async getAccessToken(waiting) {
      use()
      const held = await credentials.get(waiting)
      if (!held) throw signedOutError(runtime.getState().snapshot)
      if (held.grant.tokens) return held.grant.tokens.accessToken
      throw new HoldfastError('NO_TOKEN', 'The server keeps this session, so there is no token; use session.fetch.')
    },
    fetch: async (input, init) => {
      use()
      return fetch(input, init)
    },
  }
  return session as unknown as Session<User, Input, C>
}
