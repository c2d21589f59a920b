import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import type { WaitOptions } from '../Readable.ts'
import type { SessionUser } from '../source/Source.ts'
import type { Core } from './Core.ts'
import type { Refresh } from './createRefresh.ts'
import { type Held, timeLeft } from './Held.ts'
import type { Snapshot } from './Session.ts'

/** How long a call whose time is over may still look at the row, in milliseconds. */
const LAST_LOOK = 250

export interface Credentials<User extends SessionUser> {
  /** Resolves with a grant that may leave the tab now; `null`: nobody is signed in. */
  get(options?: WaitOptions): Promise<Held<User> | null>
  /** Resolves once a newer grant than `used` is in hand, with `null` if the session ended over it. */
  renew(used: string | undefined, isTaught: boolean, options?: WaitOptions): Promise<Held<User> | null>
}

export function createCredentials<User extends SessionUser>(
  { platform, runtime, sync }: Core<User>,
  refresh: Refresh,
): Credentials<User> {
  const { clock } = platform

  /** The grant in hand, if it can be used; starts a refresh where it cannot. */
  function look(): Held<User> | null | undefined {
    const { snapshot, head, held } = runtime.getState()
    if (head === undefined) return undefined
    if (snapshot.status === 'signed-out') return null
    if (held && snapshot.status === 'signed-in' && (sync.isFresh() || (refresh.isWaiting() && isGood(held))))
      return held
    refresh.start()
    return undefined
  }

  const isGood = (held: Held<User>): boolean => timeLeft(held, clock.now(), clock.monotonic()) > 0

  /** Waits for a grant of the session that the call began in, if it began in one. */
  async function find(began: string | undefined, options: WaitOptions): Promise<Held<User> | null> {
    for (;;) {
      const held = await runtime.wait(look, options)
      // The wait may have been long; what it found is confirmed again before anything leaves.
      await sync.ensureTrust()
      if (runtime.getState().held !== held) continue
      if (began && held && held.sessionId !== began)
        throw new DOMException('Somebody else signed in while this call waited.', 'AbortError')
      return held
    }
  }

  return {
    async get(options) {
      const now = sync.isTrusted() && look()
      if (now) return now
      let began: string | undefined
      try {
        return await runtime.limit(options, async (signal) => {
          if (runtime.getState().head !== undefined) await sync.ensureTrust()
          began = runtime.getState().held?.sessionId
          return find(began, { ...options, signal })
        })
      } catch (error) {
        if (!isHoldfastError(error) || error.code === 'STOPPED') throw error
        // At the deadline, a token that holds is better than none; what has happened meanwhile is read first.
        await sync.ensureTrust(LAST_LOOK).catch(() => {})
        const { held, snapshot } = runtime.getState()
        if (snapshot.status === 'signed-in' && held && held.sessionId === (began ?? held.sessionId) && isGood(held))
          return held
        throw error
      }
    },
    async renew(used, isTaught, options) {
      const isDone = (): Held<User> | null | undefined => {
        const { snapshot, held } = runtime.getState()
        if (snapshot.status === 'signed-out') return null
        if (held && held.grantId !== used) return held
        refresh.start(isTaught)
        return undefined
      }
      return runtime.wait(isDone, options)
    },
  }
}

/** What a call without a session rejects with. */
export function signedOutError({ reason, error }: Snapshot): HoldfastError {
  return reason === 'rejected'
    ? new HoldfastError('REFRESH_REJECTED', 'The server ended the session; show the sign-in form.', { cause: error })
    : new HoldfastError('SIGNED_OUT', 'Nobody is signed in; show the sign-in form.')
}
