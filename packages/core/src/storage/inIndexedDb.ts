import { indexedDbRow } from './indexedDbRow.ts'
import type { RecordStorage } from './RecordStorage.ts'

/** Keeps the row in IndexedDB, in clear: one transaction per update, shared by every tab of the origin. */
export function inIndexedDb(): RecordStorage {
  return { kind: 'indexeddb', open: indexedDbRow }
}
