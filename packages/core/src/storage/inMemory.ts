import { indexedDbRow } from './indexedDbRow.ts'
import { memoryRow } from './memoryRow.ts'
import type { OpenOptions, RecordStorage, RowAccess } from './RecordStorage.ts'

/** How many secrets are remembered: the grant in hand, and those whose end the server has not confirmed. */
const KEPT = 8

/**
 * Keeps nothing at rest: a record lives in this page alone. Of a session only the tokens do; that there is one, whose
 * it is (hashed) and how it ended is in IndexedDB, so that a sign-out or a user switch reaches every tab.
 */
export function inMemory(): RecordStorage {
  return { kind: 'memory', open: (options) => (options.hasClearHead ? headRow(options) : memoryRow(options)) }
}

function headRow(options: OpenOptions): RowAccess {
  const secrets = new Map<string, unknown>()
  return {
    ...indexedDbRow(options),
    kind: 'memory',
    async seal(secret, label) {
      secrets.set(label, secret)
      for (const old of secrets.keys()) if (secrets.size > KEPT) secrets.delete(old)
      return null
    },
    unseal: async (_, label) => secrets.get(label),
  }
}
