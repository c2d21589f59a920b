import type { Clock } from '../platform/Platform.ts'
import type { Row } from './RecordStorage.ts'

/** Never below the time, so that numbers do not repeat after a wipe and tell when the row was last written. */
export function nextGeneration(row: Row | null, clock: Clock): number {
  return Math.max((row?.generation ?? 0) + 1, Math.floor(clock.now()))
}
