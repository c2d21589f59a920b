import { createSessionStore } from './createSessionStore.ts'
import { parseStoreUri } from './parseStoreUri.ts'
import type { SessionStore } from './SessionStore.ts'

/** Opens the store that `uri` names; `sealed:` needs none. Rejects, naming those known, if there is no such kind of store. */
export async function openSessions(uri: string): Promise<SessionStore | 'sealed'> {
  return parseStoreUri(uri).scheme === 'sealed' ? 'sealed' : createSessionStore(uri)
}
