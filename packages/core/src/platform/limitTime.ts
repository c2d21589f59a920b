import type { Clock } from './Platform.ts'

/**
 * Runs `work` with a signal that follows every one of `outer`, and gives it up after `limit` milliseconds
 * with what `late` returns.
 */
export function limitTime<T>(
  clock: Clock,
  limit: number,
  outer: readonly (AbortSignal | null | undefined)[],
  late: () => unknown,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const done = new AbortController()
  let cancel!: () => void
  return new Promise<T>((resolve, reject) => {
    const giveUp = (reason: unknown): void => {
      reject(reason)
      controller.abort(reason)
    }
    cancel = clock.setTimer(() => giveUp(late()), limit)
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
