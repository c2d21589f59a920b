import type { Clock } from './Platform.ts'

/**
 * Runs `work` with a signal that follows every one of `outer`, and gives it up after `limit` milliseconds
 * with what `late` returns.
 */
export async function limitTime<T>(
  clock: Clock,
  limit: number,
  outer: readonly (AbortSignal | null | undefined)[],
  late: () => unknown,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const done = new AbortController()
  const { signal } = controller
  for (const from of outer) {
    if (from?.aborted) controller.abort(from.reason)
    from?.addEventListener('abort', () => controller.abort(from.reason), { signal: done.signal })
  }
  const cancel = clock.setTimer(() => controller.abort(late()), limit)
  try {
    signal.throwIfAborted()
    const given = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { signal: done.signal })
    })
    return await Promise.race([work(signal), given])
  } finally {
    cancel()
    done.abort()
  }
}
