import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import { createId } from '../platform/createId.ts'
import { limitTime } from '../platform/limitTime.ts'
import { tooLate } from '../platform/tooLate.ts'
import { HOLD_LIMIT, underLock } from '../platform/underLock.ts'
import type { Grant, SessionUser, SourceContext } from '../source/Source.ts'
import type { Core } from './Core.ts'
import { checkGrant } from './checkGrant.ts'
import { blockedUntil, claimed, isStill, REQUEST_LIMIT, retryLater } from './claimed.ts'
import { type Head, readHead } from './Head.ts'
import { lockOf } from './lockOf.ts'
import { retryDelay, toTrouble } from './retryDelay.ts'
import { type Received, sealGrant } from './sealGrant.ts'
import { refreshed, signedIn } from './signedIn.ts'
import { isAsked, rejectedOut } from './signedOut.ts'

/** A refresh is over for this tab. */
const DONE = -1
/** How long a lock is waited for that somebody kept too long already, in milliseconds. */
const IMPATIENCE = 1_000
/** Look at the row again at once. */
const AGAIN = 0

export interface Refresh {
  /** Refreshes the grant in hand, unless that is under way; `isTaught`: a 401 said that it is dead. */
  start(isTaught?: boolean): void
  /** Lets a retry that the row has now, and that waits for the network, go ahead. */
  goOnline(): void
  /** Whether something stands in the way of the refresh under way. */
  isWaiting(): boolean
}

/**
 * One flight per tab: the Web Lock is a fast queue, the claim in the row decides who sends, the grant id names the
 * attempt, and the new grant is stored only where the old one still stands.
 */
export function createRefresh<User extends SessionUser>(
  core: Core<User>,
  /** Ends at the server a grant that came too late. */
  revoke: (grant: Grant<User>) => Promise<void>,
): Refresh {
  const { access, platform, runtime, source, sync } = core
  const { clock } = platform
  let flight: AbortSignal | undefined
  let onlineSince = -1
  let isWaiting = false
  let patience = HOLD_LIMIT
  let troubles = 0
  // An answer that could not be written yet. Its refresh token is spent: asking again would look like a theft.
  let answered: (Received<User> & { readonly basis: Head }) | null = null
  let rejection: HoldfastError | null = null

  async function fly(life: AbortSignal, isTaught: boolean): Promise<void> {
    const used = runtime.getState().held?.grantId
    rejection = null
    isWaiting = false
    if (!life.aborted) runtime.work('refresh', 'refreshing')
    while (!life.aborted) {
      const until = await underLock(
        platform,
        lockOf(core),
        patience,
        (isLocked) => {
          // Whoever keeps the lock so long is frozen, and may stay so.
          patience = isLocked ? HOLD_LIMIT : IMPATIENCE
          // The row could not be read or written, so that nothing was sent.
          return takeTurn(life, used, isTaught, isLocked).catch(waitLonger)
        },
        life,
      )
      if (until === DONE) break
      if (until) await pause(until)
    }
    if (flight === life) flight = undefined
    isWaiting = false
    sync.release()
    if (!life.aborted) runtime.work('refresh', null, rejection)
  }

  /** Resolves with the moment to look again. */
  async function takeTurn(
    life: AbortSignal,
    used: string | undefined,
    isTaught: boolean,
    isLocked: boolean,
  ): Promise<number> {
    if (life.aborted) return DONE
    // Once, so that a row that cannot be read or written is not tried in a loop.
    const online = onlineSince
    onlineSince = -1
    await sync.confirm()
    const { head, held } = runtime.getState()
    const isOnline = online === sync.getGeneration()
    // Nobody else knows of an answer that could not be written before the session ended.
    if (answered && answered.basis.sessionId !== head?.sessionId) discard(answered.grant, head)
    if (!head?.grantId || life.aborted) return DONE
    if (held && held.grantId !== used && !held.basis && sync.isFresh()) return DONE
    if (!held && !source.restore) return DONE
    const id = createId(platform)
    let until = AGAIN
    const after = await sync.commit(
      (row) => {
        const ask = { id, now: clock.now(), isLocked, isOnline }
        until = isStill(row, head) ? blockedUntil(row, ask) : AGAIN
        return isStill(row, head) && !until ? claimed(row, ask) : undefined
      },
      { isStrict: true },
    )
    if (after?.claim?.id !== id) return showShared(until)
    const next = await send(life, head, id, isTaught)
    troubles = 0
    return next
  }

  function waitLonger(error: unknown): number {
    return showWaiting(error, clock.now() + retryDelay(platform, troubles++, error))
  }

  /** Ends what the server gave and nobody keeps, unless that would end, by cookie, the session that came after. */
  function discard(grant: Grant<User>, now: Head | null | undefined): void {
    answered = null
    if (!source.restore || !now?.grantId) void revoke(grant)
  }

  async function send(life: AbortSignal, head: Head, id: string, isTaught: boolean): Promise<number> {
    if (!answered || !isStill(answered.basis, head)) {
      let isRefused = false
      // The read and the request are one task, so that a tab that froze between claim and sending finds out.
      const guarded: typeof globalThis.fetch = async (input, init) => {
        init?.signal?.throwIfAborted()
        const claim = readHead(await access.read())?.claim
        isRefused = claim?.id !== id || claim.until <= clock.now()
        if (isRefused) throw new DOMException('Another tab refreshes this grant.', 'AbortError')
        return platform.fetch(input, init)
      }
      try {
        const grant = await ask(life, head, guarded)
        answered = { grant: checkGrant(grant), receivedAt: clock.now(), basis: head }
      } catch (error) {
        if (life.aborted) return DONE
        if (isRefused) return clock.now() + 50
        return isHoldfastError(error, 'REFRESH_REJECTED') ? reject(head, error) : retry(head, id, error)
      }
    }
    // Under the lock, as long as the claim holds: the next tab would send the spent token.
    const received = answered
    for (;;) {
      try {
        return await store(head, received, isTaught)
      } catch (error) {
        sync.keep(received.grant, head)
        const next = waitLonger(error)
        if (life.aborted || next > (runtime.getState().head?.claim?.until ?? 0)) return next
        await pause(next)
      }
    }
  }

  function ask(life: AbortSignal, head: Head, send: typeof globalThis.fetch): Promise<Grant<User>> {
    const late = (): unknown => tooLate('The refresh', REQUEST_LIMIT)
    return limitTime(clock, REQUEST_LIMIT, [life], late, (signal) => {
      const context: SourceContext = {
        attempt: head.grantId as string,
        isActive: head.activeAt > head.receivedAt && sync.isFresh(),
        origin: platform.origin,
        signal,
        fetch: (input, init) =>
          send(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal }),
      }
      const { held } = runtime.getState()
      return (held ? source.refresh(held.grant, context) : source.restore?.(context)) as Promise<Grant<User>>
    })
  }

  async function store(head: Head, received: Received<User>, isTaught: boolean): Promise<number> {
    const { sessionId, grant } = await sealGrant(core, received, head, isTaught)
    const after = await sync.commit(
      (row) => {
        if (!isStill(row, head)) return undefined
        return sessionId === row.sessionId ? refreshed(row, grant) : signedIn(sessionId, grant, row.owed)
      },
      { isStrict: true },
    )
    // Lost to a sign-out or another user: nobody else knows of this grant. Lost within the session: it is a copy.
    if (after?.sessionId !== head.sessionId && after?.sessionId !== sessionId) discard(received.grant, after)
    answered = null
    return after?.grantId === grant.grantId ? DONE : AGAIN
  }

  /** Believes a rejection only if the grant it was about still stands. */
  async function reject(head: Head, error: HoldfastError): Promise<number> {
    await sync.confirm()
    // Of a question that nobody has answered, no call is to hear.
    const sessionId = isAsked(head) ? head.sessionId : createId(platform)
    const after = await sync.commit((row) => (isStill(row, head) ? rejectedOut(row, sessionId) : undefined), {
      isStrict: true,
    })
    if (after?.sessionId !== sessionId || after.grantId) return AGAIN
    rejection = isAsked(head) ? null : error
    return DONE
  }

  async function retry(head: Head, id: string, error: unknown): Promise<number> {
    const until = clock.now() + retryDelay(platform, head.failures, error)
    const retry = isHoldfastError(toTrouble(error), 'OFFLINE') ? 'offline' : 'later'
    await sync.commit((row) =>
      row?.claim?.id === id ? retryLater(row, { id, until, isLocked: false, retry }) : undefined,
    )
    return showWaiting(error, until)
  }

  /** What stopped another tab stops this one: it waits as well, so that what still holds may be used. */
  function showShared(until: number): number {
    const { head, snapshot } = runtime.getState()
    const retry = head?.claim?.retry
    if (!retry || snapshot.activity === 'waiting') return until
    const code = retry === 'offline' ? 'OFFLINE' : 'SERVER_UNAVAILABLE'
    return showWaiting(new HoldfastError(code, 'Another tab could not reach the server; it is tried again.'), until)
  }

  function showWaiting(error: unknown, until: number): number {
    isWaiting = true
    if (flight === runtime.getLifeSignal()) runtime.work('refresh', 'waiting', toTrouble(error))
    return until
  }

  /** Waits for the moment, for news of the row, or for the network; at most a second where somebody else may be gone. */
  async function pause(until: number): Promise<void> {
    const claim = runtime.getState().head?.claim
    const seen = sync.getGeneration()
    const left = until - clock.now()
    const timeout = Math.max(1, claim && !claim.retry ? Math.min(left, 1_000) : left)
    await runtime
      .wait(() => sync.getGeneration() !== seen || onlineSince === seen || undefined, { timeout })
      .catch(() => {})
  }

  return {
    start(isTaught = false) {
      const life = runtime.getLifeSignal()
      if (flight === life || life.aborted) return
      flight = life
      void Promise.resolve().then(() => fly(life, isTaught))
    },
    goOnline() {
      onlineSince = sync.getGeneration()
    },
    isWaiting: () => isWaiting,
  }
}
