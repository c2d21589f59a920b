import { type AnySession, type ErrorCode, HoldfastError, type SharedRecord, type WaitOptions } from '@holdfast/core'
import type { CartDocument } from '../document/CartDocument.ts'
import type { SessionOwner } from '../SessionOwner.ts'
import type { CartRemote, RemoteContext } from './CartRemote.ts'
import { createPause } from './createPause.ts'
import { dueOf } from './dueOf.ts'
import { limitTime } from './limitTime.ts'
import { park } from './park.ts'
import { retryDelay, toTrouble } from './retryDelay.ts'
import { tryLock } from './tryLock.ts'

/** How long one exchange may take, and a call waits, in milliseconds. */
const LIMIT = 10_000
/** How long a tab leaves the sending to another, in milliseconds, and how often before it goes ahead all the same. */
const TURN = 1_500
const TURNS = 10

export interface RemoteSync {
  /** What the cart says of it. */
  getState(): { readonly activity: 'idle' | 'syncing' | 'waiting'; readonly error: HoldfastError | null }
  /** Whether this cart goes to the server at all. */
  isOn(): boolean
  /** Sends what there is to send, and fetches where it has not yet. */
  look(): void
  /** Sends and fetches now, and resolves once the server has everything. */
  flush(options?: WaitOptions): Promise<void>
}

export interface RemoteParts extends Pick<RemoteContext, 'zero' | 'limits' | 'now' | 'newId'> {
  readonly remote: CartRemote
  readonly record: SharedRecord<CartDocument>
  readonly session: AnySession
  readonly owner: SessionOwner
  /** What has to wait for what the server has is done. */
  settle(cart: CartDocument): CartDocument
  onChange(): void
  /** Called with how far the server's clock is ahead of this device's, in milliseconds. */
  onOffset(offset: number): void
}

/** Takes a cart's edits to the server and brings back what others did; any tab may, and a lock only keeps two from doing the same. */
export function createRemoteSync(parts: RemoteParts): RemoteSync {
  const { remote, record, session, owner, onChange } = parts
  const { platform } = owner
  const { clock } = platform
  let state: ReturnType<RemoteSync['getState']> = { activity: 'idle', error: null }
  let isRunning = false
  let isUrgent = false
  // For whom the server's copy has been fetched; nobody: it has to be.
  let fetchedFor: string | null | undefined
  // Counts the calls that want what is there after them; a wake is content with what is on its way.
  let asks = 0
  let turns = 0
  let failed = 0
  const pause = createPause(clock)
  const waiting = new Set<() => void>()
  let life = new AbortController()
  let last = whose()
  let endWakes = platform.onWake(onWake)
  owner.onTurn(() => {
    leave('STOPPED', 'The session was stopped; call start() to go on.')
    endWakes()
    if (owner.isStopped()) return
    endWakes = platform.onWake(onWake)
    fetchAgain()
  })
  owner.onLeave(async () => {
    if (dueOf(record.getSnapshot().value)[0]) await flush()
  })
  session.subscribe(() => {
    if (whose() !== last) leave('SUPERSEDED', 'Somebody else owns the cart now; call again for theirs.')
    last = whose()
    look()
  })

  /** Gives up what is under way: nothing of one owner goes on as another's. */
  function leave(code: ErrorCode, message: string): void {
    life.abort(new HoldfastError(code, message))
    life = new AbortController()
    tell(state.activity, null)
    pause.end()
  }

  function onWake(wake: string): void {
    if (['online', 'visible', 'pageshow', 'resume', 'focus', 'activated'].includes(wake) && platform.isVisible())
      fetchAgain()
  }

  function fetchAgain(): void {
    fetchedFor = undefined
    pause.end()
    look()
  }

  function isOn(): boolean {
    const { status } = session.getSnapshot()
    return status === 'signed-in' || (remote.hasGuests && status === 'signed-out')
  }

  function isDue(): boolean {
    const { status, value } = record.getSnapshot()
    if (!isOn() || status !== 'ready' || owner.isStopped() || platform.isPrerendering()) return false
    return fetchedFor !== whose() || !!dueOf(value)[0]
  }

  function whose(): string | null {
    return session.getSnapshot().user?.id ?? null
  }

  function tell(activity: typeof state.activity, error: HoldfastError | null): void {
    if (activity === state.activity && error === state.error) return
    state = { activity, error }
    onChange()
    tellWaiting()
  }

  function tellWaiting(): void {
    for (const look of [...waiting]) look()
  }

  function look(): void {
    if (isRunning) return
    isRunning = isDue()
    if (!isRunning) tellWaiting()
    else
      void run().finally(() => {
        isRunning = false
        look()
      })
  }

  async function run(): Promise<void> {
    let isDenied = false
    await tryLock(platform, `${owner.name}/${record.name}/remote`, async (isTaken) => {
      isDenied = isTaken && !isUrgent && turns < TURNS
      if (isDenied) return
      turns = 0
      await work()
    })
    if (isDenied) {
      turns++
      await pause.wait(TURN)
    }
  }

  async function work(): Promise<void> {
    let failures = 0
    let most = Number.POSITIVE_INFINITY
    let error: HoldfastError | null = null
    let { signal } = life
    while (isDue()) {
      isUrgent = false
      signal = life.signal
      tell('syncing', state.error)
      try {
        const done = await exchange(most, signal)
        error = done.error ?? null
        most = done.most
        failures = 0
      } catch (cause) {
        if (signal.aborted) continue
        error = toTrouble(cause)
        // Somebody else is here then, which is no trouble.
        if (error.code !== 'SUPERSEDED') {
          failed++
          tell('waiting', error)
        }
        await pause.wait(retryDelay(platform.crypto, failures++, error))
      }
    }
    tell('idle', signal.aborted ? null : error)
  }

  /** Resolves with what to say, and how many edits to send at once from now on. */
  async function exchange(
    most: number,
    outer: AbortSignal,
  ): Promise<{ readonly error?: HoldfastError; readonly most: number }> {
    const [user, asked] = [whose(), asks]
    const noteFetched = (): void => {
      // Somebody may have asked for more than was on its way by then.
      if (asked === asks) fetchedFor = user
    }
    // What is not durable yet might never be.
    const cart = await record.update((newest) => newest)
    // A guest's lines come to what the account has, which the server knows.
    const keys = cart.guest?.lines ? [] : dueOf(cart).slice(0, most)
    const context = { ...parts, fetch: session.fetch }
    outer.throwIfAborted()
    const done = await limitTime(clock, LIMIT, outer, (signal) => {
      const keep: RemoteContext['keep'] = async (change) => {
        signal.throwIfAborted()
        const kept = await record.update(change)
        signal.throwIfAborted()
        return kept
      }
      return remote.exchange(cart, keys, { ...context, signal, keep })
    })
    outer.throwIfAborted()
    const fold = (newest: CartDocument): CartDocument => {
      if (newest.id !== cart.id && cart.id) return newest
      if ('refusal' in done) return park(newest, keys[0] as string, done.refusal, cart)
      return cart.guest?.lines ? parts.settle(done.fold(newest)) : done.fold(newest)
    }
    if ('refusal' in done) {
      // One of them: each is sent on its own, to find which.
      if (keys[1]) return { most: 1 }
      if (keys[0]) {
        await record.update(fold)
        return { most }
      }
      const error = new HoldfastError('SERVER_UNAVAILABLE', done.refusal.message, { detail: done.refusal })
      // What waits for the server's copy waits longer then.
      if (dueOf(cart)[0]) throw error
      noteFetched()
      return { most, error }
    }
    if (done.time !== undefined) parts.onOffset(done.time - clock.now())
    await record.update(fold)
    noteFetched()
    return { most, ...(done.error && { error: done.error }) }
  }

  async function flush({ signal, timeout = LIMIT }: WaitOptions = {}): Promise<void> {
    const before = failed
    isUrgent = true
    asks++
    fetchAgain()
    let stopWaiting = (): void => {}
    const untilDone = (end: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (failed !== before) reject(state.error)
          else if (!isRunning && !isDue() && record.getSnapshot().status !== 'loading') resolve()
        }
        waiting.add(check)
        stopWaiting = () => waiting.delete(check)
        end.addEventListener('abort', () => reject(end.reason))
        check()
      })
    const outer = signal ? AbortSignal.any([signal, life.signal]) : life.signal
    await limitTime(clock, timeout, outer, untilDone).finally(() => stopWaiting())
  }

  return { getState: () => state, isOn, look, flush }
}
