import type { Clock } from '@holdfast/core'
import type { Host } from './Host.ts'

/** From then on hidden pages get one timer a minute instead of one a second. */
const LONG_HIDDEN = 300_000

/** One tab's clock and timers; `now` is what the device believes. Hidden pages' timers are late, as in browsers. */
export function createClock(host: Host, now: () => number, hiddenSince: () => number): Clock {
  const { timeline } = host
  // Timers of one tab that are due together fire in the order in which they were set.
  const tie = timeline.random.next()

  const setTimer: Clock['setTimer'] = (callback, delay) => {
    let isCancelled = false
    let cancel = (): void => {}
    const fire = (): void => {
      if (isCancelled) return
      const wait = host.isHidden() ? untilSlot(timeline.now(), hiddenSince()) : 0
      if (wait > 0) {
        cancel = host.task(wait, run, 'task', tie)
        return
      }
      run()
    }
    const run = (): void => {
      if (isCancelled) return
      try {
        callback()
      } catch (error) {
        host.report(error)
      }
    }
    cancel = host.task(Math.max(delay, 0.01), fire, 'task', tie)
    return () => {
      isCancelled = true
      cancel()
    }
  }

  return { now, monotonic: () => timeline.now(), setTimer }
}

function untilSlot(now: number, since: number): number {
  const grain = now - since > LONG_HIDDEN ? 60_000 : 1_000
  return (grain - (now % grain)) % grain
}
