import type { Clock } from '../platform/Platform.ts'
import type { Draft, Row } from './RecordStorage.ts'

/**
 * What follows `row`. Its number is never below the time, so that numbers do not repeat after a wipe and tell when the
 * row was last written; where somebody has planted the last number that is read, it starts again from the time.
 */
export function nextRow(row: Row | null, draft: Draft | null, clock: Clock): Row | null {
  return (
    draft && {
      generation: Math.max(((row?.generation ?? 0) + 1) % 2 ** 52, Math.floor(clock.now())),
      version: draft.version,
      data: draft.data,
    }
  )
}
