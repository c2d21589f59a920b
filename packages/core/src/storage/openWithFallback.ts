import { openFirst } from './firstOf.ts'
import { memoryRow } from './memoryRow.ts'
import type { OpenOptions, RecordStorage, RowAccess } from './RecordStorage.ts'

/** Opens `storage`, with this page's memory behind it. */
export function openWithFallback(storage: RecordStorage, options: OpenOptions): RowAccess {
  return openFirst([storage, { open: memoryRow }], options)
}
