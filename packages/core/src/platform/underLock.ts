import type { Platform } from './Platform.ts'

/** How long others wait for a lock or a claim whose holder may be gone, in milliseconds. */
export const HOLD_LIMIT = 15_000

/**
 * Runs `work` under the Web Lock `name`, or without it (`isLocked` false) where locks are not to be had or none came
 * within `limit` milliseconds. Never steals: a victim's code runs on.
 */
export async function underLock<T>(
  platform: Pick<Platform, 'locks' | 'clock'>,
  name: string,
  limit: number,
  work: (isLocked: boolean) => Promise<T>,
  /** Gives up waiting for the lock. */
  outer?: AbortSignal,
): Promise<T> {
  const controller = new AbortController()
  const giveUp = (): void => controller.abort()
  const cancel = platform.clock.setTimer(giveUp, limit)
  outer?.addEventListener('abort', giveUp)
  let isStarted = false
  try {
    // With site data blocked the getter or the request throws (SecurityError); on insecure origins there is none.
    return (await (platform.locks as LockManager).request(name, { signal: controller.signal }, () => {
      cancel()
      isStarted = true
      return work(true)
    })) as T
  } catch (error) {
    if (isStarted) throw error
    return work(false)
  } finally {
    cancel()
    outer?.removeEventListener('abort', giveUp)
  }
}
