import { createListeners } from '../createListeners.ts'
import type { Readable } from '../Readable.ts'
import type { SessionUser } from '../source/Source.ts'
import type { Core } from './Core.ts'
import type { Refresh } from './createRefresh.ts'
import { type Held, timeLeft } from './Held.ts'
import { expiryOf, NO_EXPIRY, reachedLimit } from './limits.ts'
import type { Expiry } from './Session.ts'

/** How long to wait where what was due could not be done, in milliseconds. */
const RETRY = 1_000

export interface Schedule {
  readonly expiry: Readable<Expiry>
  /** Watches the session; returns a function that ends it. */
  start(): () => void
  /** Trusted input happened. */
  noteInput(): void
  /** Counts as activity at once, in every tab. */
  touch(): Promise<void>
}

/** One timer for everything that is due: a refresh before expiry, a warning, the end by a limit, unwritten activity. */
export function createSchedule<User extends SessionUser>(core: Core<User>, refresh: Refresh): Schedule {
  let expiry = NO_EXPIRY
  let lastInput = 0
  let jitter = 0
  let jitterOf: string | undefined
  let cancel: (() => void) | undefined
  let touching: Promise<void> | undefined
  const changed = createListeners<void>()

  /** Brings everything up to date and sets the timer for what is next. */
  function tick(pause = 0): void {
    cancel?.()
    const { runtime, limits, platform, source } = core
    const now = platform.clock.now()
    const { head } = runtime.getState()
    showExpiry(expiryOf(head, limits, now, source.isServerHeld))
    const dues = [untilRefresh(), untilFlush(now), untilEnd(now)]
    if (expiry.endsAt !== null && !expiry.isExpiring) dues.push(expiry.endsAt - limits.warnBefore - now)
    const next = Math.min(...dues)
    if (next < Number.POSITIVE_INFINITY) cancel = platform.clock.setTimer(act, next > 0 ? next : pause)
  }

  function act(): void {
    const { platform, runtime, sync } = core
    const now = platform.clock.now()
    if (untilFlush(now) <= 0) void write().catch(() => {})
    // Reading the row applies the limits, to a clock set back too.
    else if (untilEnd(now) <= 0 || (expiry.endsAt !== null && now < (runtime.getState().head?.activeAt ?? 0)))
      void sync.confirm().catch(() => {})
    if (untilRefresh() <= 0) refresh.start()
    // What could not be done now, because the row cannot be read, is not tried in a loop.
    tick(RETRY)
  }

  /** By a limit of the app's: the end that the server sets, it tells itself. */
  function untilEnd(now: number): number {
    const { endsAt } = expiryOf(core.runtime.getState().head, core.limits, now)
    return endsAt === null ? Number.POSITIVE_INFINITY : endsAt - now
  }

  function untilRefresh(): number {
    const { runtime, platform } = core
    const { held, snapshot } = runtime.getState()
    if (!held || snapshot.status !== 'signed-in' || snapshot.activity !== 'idle' || !platform.isVisible())
      return Number.POSITIVE_INFINITY
    if (core.source.isSliding) return untilRenewal(held)
    if (jitterOf !== held.grantId) {
      jitterOf = held.grantId
      jitter = ((platform.crypto.getRandomValues(new Uint8Array(1))[0] as number) / 1024) * held.margin
    }
    const { clock } = platform
    return timeLeft(held, clock.now(), clock.monotonic()) - held.margin - jitter
  }

  /** What a server slides is asked for after activity; without, there is only the end to ask about. */
  function untilRenewal(held: Held): number {
    // It may have been set back: then the server is asked anew.
    if (!core.sync.isFresh()) return 0
    const { head } = core.runtime.getState()
    const { clock } = core.platform
    const left = timeLeft(held, clock.now(), clock.monotonic())
    const isActive = (head?.activeAt ?? 0) > held.receivedAt
    return isActive ? Math.min(left, renewAt(held) - clock.now()) : left
  }

  /** Activity is written at most every tenth of the idle limit, at once when the end is near or a renewal waits for it. */
  function untilFlush(now: number): number {
    const { runtime, limits, source } = core
    const { head, held } = runtime.getState()
    // Input that lies ahead of a clock set back says nothing, then or later.
    if (lastInput > now) lastInput = 0
    if (!head?.grantId || lastInput <= head.activeAt || touching) return Number.POSITIVE_INFINITY
    if (expiry.isExpiring) return 0
    const renewal =
      source.isSliding && held && head.activeAt <= held.receivedAt ? renewAt(held) : Number.POSITIVE_INFINITY
    return Math.min(renewal, head.activeAt + Math.min(limits.idleTimeout / 10, 30_000)) - now
  }

  const renewAt = ({ receivedAt, expiresAt }: Held): number => receivedAt + (expiresAt - receivedAt) / 4

  function showExpiry(next: Expiry): void {
    const isSame = next.endsAt === expiry.endsAt && next.isExpiring === expiry.isExpiring && next.cause === expiry.cause
    if (isSame) return
    const { endsAt, cause, isExpiring } = next
    // A server's end is told anew, and a little differently, at every answer.
    const isNews = isExpiring && !expiry.isExpiring
    expiry = next
    if (isNews && endsAt !== null && cause) core.runtime.emit('expiring', { endsAt, cause })
    changed.call()
  }

  function write(): Promise<void> {
    const { sync, runtime, limits } = core
    const sessionId = runtime.getState().head?.sessionId
    const at = lastInput
    touching ??= sync
      .commit((head) => {
        // Input after the end does not bring the session back.
        const isOn = head?.sessionId === sessionId && head?.grantId && !reachedLimit(head, limits, at)
        return isOn && head.activeAt < at ? { ...head, activeAt: at } : undefined
      })
      .then(() => {})
      .finally(() => {
        touching = undefined
      })
    return touching
  }

  return {
    expiry: { getSnapshot: () => expiry, subscribe: changed.add },
    start() {
      const end = core.runtime.onDispatch(() => tick())
      return () => {
        end()
        cancel?.()
      }
    },
    noteInput() {
      lastInput = core.platform.clock.now()
      tick()
    },
    async touch() {
      lastInput = core.platform.clock.now()
      await touching?.catch(() => {})
      await write()
    },
  }
}
