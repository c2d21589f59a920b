import { HoldfastError } from '../HoldfastError.ts'
import { createId } from '../platform/createId.ts'
import { limitTime } from '../platform/limitTime.ts'
import type { Grant, SessionUser, SignOutOptions } from '../source/Source.ts'
import type { Core } from './Core.ts'
import { REQUEST_LIMIT } from './claimed.ts'
import { createContext } from './createContext.ts'
import type { Head, Owed } from './Head.ts'
import { toTrouble } from './retryDelay.ts'
import { newHead, owedFor, signedOut } from './signedOut.ts'

/** How long owned records may take to write what is pending, in milliseconds. */
const LEAVE_LIMIT = 3_000

export interface SignOut {
  signOut(options?: SignOutOptions): Promise<void>
  /** Tells the server of every end it has not confirmed. */
  deliver(): Promise<void>
  /** Ends a grant nobody keeps, as well as can be. */
  revoke(grant: Grant<any>): Promise<void>
  /** Called before a sign-out, which waits for it. */
  onLeave(flush: () => Promise<unknown>): () => void
}

export function createSignOut<User extends SessionUser>(
  core: Core<User>,
  /** Tells every tab, the cached ones too, that this session is over. */
  tellEnd: (sessionId: string) => void,
): SignOut {
  const { access, platform, runtime, source, sync } = core
  const { clock } = platform
  const leaving = new Set<() => Promise<unknown>>()
  let delivering: Promise<void> | undefined

  const self: SignOut = {
    async signOut({ everywhere = false, keepRecords = false, returnTo } = {}) {
      runtime.work('sign-out', 'signing-out')
      let error: HoldfastError | null = null
      try {
        await flushRecords()
        const ended = await end(everywhere, keepRecords)
        if (ended) tellEnd(ended.sessionId)
        error = await deliverAll(returnTo)
      } finally {
        runtime.work('sign-out', null, error)
      }
    },
    deliver() {
      delivering ??= deliverAll().then((error) => {
        delivering = undefined
        runtime.work('sign-out', null, error)
      })
      return delivering
    },
    async revoke(grant) {
      await tell(grant, false).catch(() => {})
    },
    onLeave(flush) {
      leaving.add(flush)
      return () => leaving.delete(flush)
    },
  }

  /** Ends whatever session the row has; resolves with its head as it was, `null` if nobody was signed in. */
  async function end(isEverywhere: boolean, keepsRecords: boolean): Promise<Head | null> {
    const sessionId = createId(platform)
    const finish = (head: Head): Head => {
      const owed = source.revoke || source.signOut ? [...head.owed, owedFor(head, isEverywhere)].slice(-5) : []
      return signedOut(head, sessionId, 'signed-out', owed, keepsRecords)
    }
    let ended: Head | null = null
    try {
      await sync.commit(
        (head, isNewer) => {
          ended = head?.grantId ? head : null
          if (isNewer) return newHead(sessionId, clock.now())
          return ended ? finish(ended) : undefined
        },
        { isStrict: true, isForced: true, removes: () => (keepsRecords ? null : suffixOf(ended)) },
      )
      return ended
    } catch (error) {
      await endHere(finish)
      const message = 'Signed out in this tab and at the server, but it could not be written; call signOut() again.'
      throw new HoldfastError('STORAGE_UNAVAILABLE', message, { cause: error })
    }
  }

  async function endHere(finish: (head: Head) => Head): Promise<void> {
    const { head, held } = runtime.getState()
    if (!head?.grantId) return
    tellEnd(head.sessionId)
    runtime.dispatch({ type: 'row', head: finish(head), held: null, isHere: true, isFresh: false })
    if (held) await self.revoke(held.grant)
  }

  async function flushRecords(): Promise<void> {
    const all = Promise.allSettled([...leaving].map((flush) => flush()))
    await limitTime(
      clock,
      LEAVE_LIMIT,
      [runtime.getLifeSignal()],
      () => 'late',
      () => all,
    ).catch(() => {})
  }

  /** Resolves with what stood in the way. */
  async function deliverAll(returnTo?: string): Promise<HoldfastError | null> {
    let trouble: HoldfastError | null = null
    for (const owed of runtime.getState().head?.owed ?? []) {
      try {
        const grant = await readOwed(owed)
        if (grant) await tell(grant, owed.isEverywhere, returnTo)
        await sync.commit(
          (head) => (head && { ...head, owed: head.owed.filter(({ label }) => label !== owed.label) }) || undefined,
        )
      } catch (error) {
        const message = 'The server has not confirmed the sign-out; it is told again at the next start.'
        trouble = new HoldfastError('REVOKE_FAILED', message, { cause: toTrouble(error) })
      }
    }
    return trouble
  }

  async function readOwed({ secret, label }: Owed): Promise<Grant<User> | null> {
    const opened = (await access.unseal(secret, label)) as Omit<Grant<User>, 'lifetime'> | undefined
    if (opened?.user) return { ...opened, lifetime: null }
    // What the browser sends by itself ends the session where the tokens are lost.
    return source.restore ? { user: { id: '' } as User, lifetime: null, tokens: null } : null
  }

  function tell(grant: Grant<User>, everywhere: boolean, returnTo?: string): Promise<void> {
    const late = (): unknown => new HoldfastError('TIMEOUT', `The server took longer than ${REQUEST_LIMIT} ms.`)
    return limitTime(clock, REQUEST_LIMIT, [runtime.getLifeSignal()], late, async (signal) => {
      const context = createContext(core, signal)
      await source.revoke?.(grant, context)
      await source.signOut?.(grant, returnTo === undefined ? { everywhere } : { everywhere, returnTo }, context)
    })
  }

  return self
}

/** How the keys of a user's records end. */
function suffixOf(head: Head | null): string | null {
  return head?.userHash ? `@${head.userHash}` : null
}
