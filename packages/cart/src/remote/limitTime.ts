import { HoldfastError, type Platform } from '@holdfast/core'

/** Runs `work` with a signal that follows `outer`, and gives it up after `limit` milliseconds with `TIMEOUT`. */
export function limitTime<T>(
  { setTimer }: Platform['clock'],
  limit: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const { signal } = controller
  const follow = (): void => controller.abort(outer?.reason)
  const cancel = setTimer(
    () => controller.abort(new HoldfastError('TIMEOUT', `The cart waited ${limit} ms; try again.`)),
    limit,
  )
  const given = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  outer?.addEventListener('abort', follow)
  if (outer?.aborted) follow()
  return Promise.race([given, work(signal)]).finally(() => {
    cancel()
    outer?.removeEventListener('abort', follow)
  })
}
