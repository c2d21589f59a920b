import { createListeners } from '../createListeners.ts'
import { type HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import type { Wake } from '../platform/Platform.ts'
import type { WaitOptions } from '../Readable.ts'
import type { Grant, SessionUser, SourceContext } from '../source/Source.ts'
import type { Parts } from './createParts.ts'

export interface Life {
  start(): void
  stop(): void
  /** Calls `listener` after every start and stop. */
  onTurn(listener: () => void): () => void
  /** Finishes a redirect, once per start. */
  resume(): Promise<{ readonly returnTo: string | null }>
  /** Asks the server who is signed in, for all tabs where anybody is known to be. */
  refresh(options?: WaitOptions): Promise<void>
}

/** What a source gives, or `null` where the server knows nobody. */
async function orNobody<T>(asked: Promise<T> | undefined): Promise<T | null> {
  try {
    return (await asked) ?? null
  } catch (error) {
    if (isHoldfastError(error, 'REFRESH_REJECTED')) return null
    throw error
  }
}

/** Starts and stops the parts of a session: what one `start` opens, one `stop` closes. */
export function createLife<User extends SessionUser>(parts: Parts<User>): Life {
  const { core, credentials, refresh, schedule, signIn, signOut, watch } = parts
  const { access, platform, runtime, source, sync } = core
  const turned = createListeners<void>()
  let ends: (() => void)[] | null = null
  let resumed: Promise<{ readonly returnTo: string | null }> | undefined

  async function open(): Promise<void> {
    ends?.push(runtime.onDispatch(restore), schedule.start(), watch.start(onWake))
    const { head, snapshot: named } = runtime.getState()
    sync.peek()
    const life = runtime.getLifeSignal()
    // Also after a `stop()`, which keeps what was known: it may be long ago.
    while (!life.aborted && !(await readFirst(life))) {}
    if (life.aborted) return
    if (source.resume ?? source.isReturning) await self.resume().catch(() => {})
    else if (runtime.getState().head?.owed.length) await signOut.deliver(true)
    // Whom the server named as it rendered the page may be news to the row.
    const { snapshot } = runtime.getState()
    const isNews = named.status !== 'loading' && snapshot.status !== 'loading' && named.user?.id !== snapshot.user?.id
    if (source.isServerHeld && head === undefined && isNews) await self.refresh().catch(() => {})
  }

  async function readFirst(life: AbortSignal): Promise<boolean> {
    try {
      await sync.confirm()
      if (!life.aborted) runtime.work('start', null)
      return true
    } catch (error) {
      if (life.aborted) return false
      runtime.work('start', 'waiting', error as HoldfastError)
      const seen = sync.getGeneration()
      await runtime.wait(() => sync.getGeneration() !== seen || undefined, { timeout: 1_000 }).catch(() => {})
      return false
    }
  }

  /** A sign-out that the server has not confirmed stands in the way, unless somebody is signing in since. */
  function isOwing(): boolean {
    return !!runtime.getState().head?.owed.some(({ isOverruled }) => !isOverruled)
  }

  /** Somebody is signed in, and this tab cannot show who without asking. */
  function restore(): void {
    const { snapshot, head, held } = runtime.getState()
    const isAnybody = snapshot.status === 'loading' || (!held && snapshot.status === 'signed-in')
    if (head?.grantId && isAnybody) refresh.start()
  }

  function onWake(wake: Wake): void {
    if (wake === 'input') schedule.noteInput()
    if (wake !== 'online' && wake !== 'pageshow') return
    refresh.goOnline()
    // The row may have changed unseen.
    void sync
      .confirm()
      .then(refresh.goOnline)
      .catch(() => {})
    if (runtime.getState().head?.owed.length) void signOut.deliver()
  }

  async function resume(): Promise<{ readonly returnTo: string | null }> {
    let returnTo: string | null = null
    // What is owed goes first: until the server has heard of a sign-out, nothing may bring the session back.
    if (runtime.getState().head?.owed.length) await signOut.deliver(true)
    if (isOwing()) return { returnTo }
    if (source.isReturning?.()) await self.refresh()
    if (!source.resume) return { returnTo }
    const ask = async (context: SourceContext): Promise<Grant<User> | null> => {
      const result = (await source.resume?.(context)) ?? null
      returnTo = result?.returnTo ?? null
      return result?.grant ?? null
    }
    await signIn(ask, {}, true)
    return { returnTo }
  }

  /** A server may have come to hold a session unseen. */
  async function ask(): Promise<void> {
    if (isOwing()) await signOut.deliver()
    if (isOwing()) return
    await signIn((context) => orNobody(source.restore?.(context)), {}, true).catch((error) => {
      // Whoever was quicker has changed the row, which says by now who is signed in.
      if (!isHoldfastError(error, 'SUPERSEDED')) throw error
      runtime.work('sign-in', null)
    })
  }

  const self: Life = {
    async refresh(options) {
      await runtime.whenRead(options)
      const { head, held } = runtime.getState()
      if (source.isServerHeld && !head?.grantId) await runtime.limit(options, ask)
      else await credentials.renew(held?.grantId, false, options)
    },
    start() {
      if (ends) return
      ends = []
      runtime.begin()
      if (platform.isPrerendering()) {
        const end = platform.onWake((wake) => {
          if (wake !== 'activated') return
          end()
          void open()
        })
        ends.push(end)
      } else void open()
      turned.call()
    },
    stop() {
      if (!ends) return
      runtime.end()
      // Until the next start no channel tells this tab of an end.
      sync.distrust()
      for (const end of ends) end()
      ends = null
      resumed = undefined
      turned.call()
      access.close()
    },
    onTurn: turned.add,
    resume() {
      if (resumed) return resumed
      const mine = runtime.whenRead().then(resume, (error) => {
        // The page may be shown later; then there is something to finish.
        if (resumed === mine) resumed = undefined
        throw error
      })
      resumed = mine
      return mine
    },
  }
  return self
}
