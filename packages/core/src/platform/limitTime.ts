import type { Clock } from './Platform.ts'

/**
 * Runs `work` with a signal that follows every one of `outer`, and gives it up after `limit` milliseconds
 * with what `late` returns. Counted in several `ticks`, because after a freeze the one timer that is overdue fires before
 * the work can answer.
 */
export function limitTime<T>(
  clock: Clock,
  limit: number,
  outer: readonly (AbortSignal | null | undefined)[],
  late: () => unknown,
  work: (signal: AbortSignal) => Promise<T>,
  ticks = 1,
): Promise<T> {
  const controller = new AbortController()
  const done = new AbortController()
  let cancel!: () => void
  return new Promise<T>((resolve, reject) => {
    const giveUp = (reason: unknown): void => {
      reject(reason)
      controller.abort(reason)
    }
    const tick = (left: number): void => {
      cancel = clock.setTimer(() => (left > 1 ? tick(left - 1) : giveUp(late())), limit / ticks)
    }
    tick(ticks)
    for (const from of outer) {
      if (from?.aborted) giveUp(from.reason)
      from?.addEventListener('abort', () => giveUp(from.reason), { signal: done.signal })
    }
    if (!controller.signal.aborted) work(controller.signal).then(resolve, reject)
  }).finally(() => {
    cancel()
    done.abort()
  })
}
