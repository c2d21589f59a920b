import { createHash } from 'node:crypto'
import type { KeyvStoreAdapter } from 'keyv'
import { Keyv } from 'keyv'
import type { StoreUri } from './parseStoreUri.ts'
import { parseStoreUri } from './parseStoreUri.ts'
import { toKeyvStore } from './Rows.ts'
import type { SessionStore } from './SessionStore.ts'
import { SessionStoreError } from './SessionStoreError.ts'
import { withinLimit } from './withinLimit.ts'

/**
 * Opens the session store that a URI names. Rejects if the URI is not right, in one line that names the known ones. One
 * that is down is opened all the same: it rejects what it is asked, within two seconds, until it is back.
 */
export async function createSessionStore(uri: string): Promise<SessionStore> {
  const parsed = parseStoreUri(uri)
  const store = await openStore(parsed).catch((error) => {
    throw new SessionStoreError(parsed, error)
  })
  const sessions = new Keyv<Record<string, unknown>>(store, {
    namespace: '',
    throwOnErrors: true,
    // They reject what failed; as events, nobody listening, they would end the process.
    emitErrors: false,
  })
  let isClosed = false

  async function ask<T>(work: () => Promise<T>): Promise<T> {
    if (isClosed) throw new SessionStoreError(parsed, new Error('it is closed'))
    try {
      return await withinLimit(work())
    } catch (error) {
      throw new SessionStoreError(parsed, error)
    }
  }

  return {
    get: (id) => ask(() => sessions.get(toKey(id))),
    set: (id, data, lifetimeMs) =>
      ask(async () => {
        // To Keyv, none is for ever.
        if (lifetimeMs <= 0) await sessions.delete(toKey(id))
        else await sessions.set(toKey(id), data, Math.ceil(lifetimeMs))
      }),
    delete: (id) => ask(async () => void (await sessions.delete(toKey(id)))),
    async close() {
      if (isClosed) return
      isClosed = true
      // A client may still wait for a server that is silent; it gives up by itself.
      await withinLimit(sessions.disconnect()).catch(() => undefined)
    },
  }
}

/** So that any id fits any store, and who reads the store cannot use what is in it as an id. */
const toKey = (id: string): string => `holdfast:session:${createHash('sha256').update(id).digest('base64url')}`

/** Loads only what is asked for. */
async function openStore({ scheme, file, url }: StoreUri): Promise<KeyvStoreAdapter> {
  if (scheme === 'memory') return toKeyvStore((await import('./openMemory.ts')).openMemory())
  if (scheme === 'sqlite') return toKeyvStore(await (await import('./openSqlite.ts')).openSqlite(file))
  if (url === undefined) throw new Error('a sealed session is in its cookie, there is no store to open')
  if (scheme === 'redis') return (await import('./openRedis.ts')).openRedis(url)
  if (scheme === 'memcached') return toKeyvStore((await import('./openMemcached.ts')).openMemcached(url))
  if (scheme === 'postgres') return toKeyvStore((await import('./openPostgres.ts')).openPostgres(url))
  return toKeyvStore((await import('./openEtcd.ts')).openEtcd(url))
}
