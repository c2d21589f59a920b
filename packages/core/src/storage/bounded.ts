import type { Clock } from '../platform/Platform.ts'
import { storageError } from './storageError.ts'

/**
 * Settles like `work`, or rejects with `STORAGE_UNAVAILABLE` after so many `seconds` and calls `giveUp`.
 * Counted in ticks: after a freeze the one timer that is overdue fires before the database can answer.
 */
export function bounded<T>(clock: Clock, seconds: number, work: PromiseLike<T>, giveUp?: () => void): Promise<T> {
  let cancel!: () => void
  const late = new Promise<never>((_, reject) => {
    const tick = (left: number): void => {
      cancel = clock.setTimer(() => {
        if (left > 1) return tick(left - 1)
        reject(storageError('STORAGE_UNAVAILABLE'))
        giveUp?.()
      }, 1_000)
    }
    tick(seconds)
  })
  return Promise.race([work, late]).finally(() => cancel())
}
