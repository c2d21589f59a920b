import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import { createId } from '../platform/createId.ts'
import { limitTime } from '../platform/limitTime.ts'
import { tooLate } from '../platform/tooLate.ts'
import { underLock } from '../platform/underLock.ts'
import type { Grant, SessionUser, SignOutOptions, SourceContext } from '../source/Source.ts'
import type { Core } from './Core.ts'
import { REQUEST_LIMIT } from './claimed.ts'
import { createContext } from './createContext.ts'
import type { Head, Owed } from './Head.ts'
import { lockOf } from './lockOf.ts'
import { toTrouble } from './retryDelay.ts'
import { newHead, owedFor, signedOut } from './signedOut.ts'

/** How long a delivery by cookie waits for a refresh, whose answer sets the same cookie, in milliseconds. */
const TURN = 2_000
/** How long owned records may take to write what is pending, in milliseconds. */
const LEAVE_LIMIT = 3_000

export interface SignOut {
  signOut(options?: SignOutOptions): Promise<void>
  /** Tells the server of every end it has not confirmed; `isStarting`: and forgets those that no page can tell of. */
  deliver(isStarting?: boolean): Promise<void>
  /** How often somebody has signed out in this tab. */
  getCount(): number
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
  // One after another: what is told twice may end, by cookie, what came after.
  let delivering: Promise<unknown> = Promise.resolve()
  let queued = 0
  let count = 0
  const tried = new Set<string>()
  let trouble: HoldfastError | null = null
  let returnTo: string | undefined

  const self: SignOut = {
    async signOut(options = {}) {
      // A page that nobody has seen yet writes nothing.
      if (platform.isPrerendering()) await runtime.whenRead()
      runtime.work('sign-out', 'signing-out')
      count++
      try {
        await flushRecords()
        if (await end(options.everywhere ?? false, options.keepRecords ?? false)) returnTo = options.returnTo
      } catch (error) {
        runtime.work('sign-out', null)
        throw error
      }
      await self.deliver()
    },
    async deliver(isStarting = false) {
      queued++
      delivering = delivering.then(() => deliverAll(isStarting))
      await delivering
      const error = trouble
      if (!--queued) {
        tried.clear()
        trouble = null
      }
      runtime.work('sign-out', null, error)
    },
    getCount: () => count,
    async revoke(grant) {
      await tell((context) => source.revoke?.(grant, context)).catch(() => {})
    },
    onLeave(flush) {
      leaving.add(flush)
      return () => leaving.delete(flush)
    },
  }

  /**
   * Ends whatever session the row has, and resolves with whether there was one; a sign-in under way in any tab does not
   * come through either.
   */
  async function end(isEverywhere: boolean, keepsRecords: boolean): Promise<boolean> {
    const sessionId = createId(platform)
    const finish = (head: Head): Head => {
      if (!head.grantId) return { ...head, barrier: sessionId }
      const owed = source.revoke || source.signOut ? [...head.owed, owedFor(head, isEverywhere)].slice(-5) : []
      return signedOut(head, sessionId, 'signed-out', owed, keepsRecords)
    }
    // More than one where the row has moved and its old place can be reached again.
    const ended: Head[] = []
    const removes = (): string[] => (keepsRecords ? [] : ended.map(({ userHash }) => `@${userHash}/`))
    try {
      await sync.commit(
        (head, isNewer) => {
          if (head?.grantId) ended.push(head)
          if (head) return finish(head)
          // Where the row has moved, the user's records may still lie where it was.
          return isNewer || ended[0] ? newHead(sessionId, clock.now()) : undefined
        },
        { isStrict: true, isForced: true, reachesAll: true, removes },
      )
    } catch (error) {
      // Nobody is signed in, as far as this tab can tell.
      const { head } = runtime.getState()
      if (head !== undefined && !head?.grantId) return false
      await endHere(finish)
      const message = 'Signed out in this tab and at the server, but it could not be written; call signOut() again.'
      throw new HoldfastError('STORAGE_UNAVAILABLE', message, { cause: error })
    }
    for (const { sessionId } of ended) tellEnd(sessionId)
    return ended.length > 0
  }

  async function endHere(finish: (head: Head) => Head): Promise<void> {
    const { head, held } = runtime.getState()
    if (!head?.grantId) return
    tellEnd(head.sessionId)
    runtime.dispatch({ type: 'row', head: finish(head), held: null, isHere: true, isFresh: false, canRestore: false })
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

  async function deliverAll(isStarting: boolean): Promise<void> {
    await sync.confirm().catch(() => {})
    for (const owed of runtime.getState().head?.owed ?? []) {
      // Those who asked meanwhile ask for what has come meanwhile.
      if (tried.has(owed.label)) continue
      tried.add(owed.label)
      try {
        const grant = await readOwed(owed)
        // Another tab may have it in memory, and tells the server.
        const confirmed = async (): Promise<void> => {
          await sync.confirm()
          await deliverOne(owed, grant as Grant<User>)
        }
        if (!grant && isStarting) await settle(owed)
        else if (grant && source.restore)
          await underLock(platform, lockOf(core), TURN, confirmed, runtime.getLifeSignal())
        else if (grant) await deliverOne(owed, grant)
      } catch (error) {
        if (isHoldfastError(error, 'STOPPED')) {
          tried.delete(owed.label)
          continue
        }
        const message =
          'The server has not confirmed the sign-out; it is told again later, at the next start at the latest.'
        trouble = new HoldfastError('REVOKE_FAILED', message, { cause: toTrouble(error) })
      }
    }
    sync.release()
  }

  async function deliverOne(owed: Owed, grant: Grant<User>): Promise<void> {
    // By cookie, what is no longer owed would end the session that came after.
    if (!runtime.getState().head?.owed.some(({ label }) => label === owed.label)) return
    const { isEverywhere: everywhere } = owed
    await tell((context) => source.revoke?.(grant, context, { everywhere: !!everywhere }))
    // Before what may navigate away, so that it is not done again at the next load.
    await settle(owed)
    if (everywhere === null || !source.signOut) return
    try {
      const options = returnTo === undefined ? { everywhere } : { everywhere, returnTo }
      await tell((context) => source.signOut?.(grant, options, context))
    } catch (error) {
      // It may have led away from the page, and somebody came back to it.
      if (isHoldfastError(error, 'TIMEOUT')) return
      await sync.commit((head) =>
        head && !(source.restore && head.grantId) ? { ...head, owed: [...head.owed, owed].slice(-5) } : undefined,
      )
      throw error
    }
  }

  async function settle({ label }: Owed): Promise<void> {
    await sync.commit((head) =>
      head ? { ...head, owed: head.owed.filter((other) => other.label !== label) } : undefined,
    )
  }

  async function readOwed({ secret, label }: Owed): Promise<Grant<User> | null> {
    const opened = (await access.unseal(secret, label)) as Omit<Grant<User>, 'lifetime'> | undefined
    if (opened?.user) return { ...opened, lifetime: null }
    // What the browser sends by itself ends the session where the tokens are lost.
    return source.restore ? { user: { id: '' } as User, lifetime: null, tokens: null } : null
  }

  function tell(work: (context: SourceContext) => Promise<void> | undefined): Promise<void> {
    const late = (): unknown => tooLate('The server', REQUEST_LIMIT)
    return limitTime(clock, REQUEST_LIMIT, [runtime.getLifeSignal()], late, async (signal) =>
      work(createContext(core, signal)),
    )
  }

  return self
}
