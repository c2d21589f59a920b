import type { Platform } from '@holdfast/core'

/** How long a browser may take to say who has a lock, in milliseconds. */
const LIMIT = 1_500

/** Runs `work` once, in the Web Lock `name` where nobody has that, and tells it whether somebody has. Never waits for one. */
export async function tryLock(
  platform: Pick<Platform, 'locks' | 'clock'>,
  name: string,
  work: (isTaken: boolean) => Promise<void>,
): Promise<void> {
  let cancel = (): void => {}
  let begun: Promise<void> | undefined
  const begin = (isTaken: boolean): Promise<void> => {
    cancel()
    begun ??= work(isTaken)
    return begun
  }
  const late = new Promise<void>((resolve) => {
    cancel = platform.clock.setTimer(() => resolve(begin(false)), LIMIT)
  })
  try {
    // With site data blocked the getter or the request throws (SecurityError); on insecure origins there is none.
    const asked = (platform.locks as LockManager).request(name, { ifAvailable: true }, (lock) => begin(!lock))
    await Promise.race([asked, late])
  } catch {
    await begin(false)
  }
}
