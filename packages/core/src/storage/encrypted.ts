import { openDatabase } from './openDatabase.ts'
import type { RecordStorage } from './RecordStorage.ts'
import { sealedRow } from './sealedRow.ts'

const KEY = '!key'

/** Anything may lie there. */
const isKey = (found: unknown): found is CryptoKey => (found as CryptoKey | undefined)?.type === 'secret'

/**
 * Encrypts what `storage` keeps (of a session: the user and the tokens) with a key that scripts cannot export.
 * Keeps secrets out of dumps of the storage and of files copied without that key. Stops neither a script in the page,
 * which can ask for the same key, nor a copy of the whole browser profile, which holds it.
 */
export function encrypted(storage: RecordStorage): RecordStorage {
  return {
    kind: `encrypted ${storage.kind}`,
    open(options) {
      const { platform } = options
      const database = openDatabase(platform)
      // At load the key is fetched beside the row, not after it; for that one row only.
      let early: Promise<CryptoKey | undefined> | null | undefined

      /** The key that all tabs of the origin share; `made` if there is none: whichever is first in the transaction gives it. */
      const readKey = (made?: CryptoKey): Promise<CryptoKey | undefined> =>
        database.run(
          made ? 'readwrite' : 'readonly',
          (store) =>
            new Promise((resolve) => {
              const found = store.get(KEY)
              found.onsuccess = () => {
                const key = isKey(found.result) ? found.result : made
                if (made) store.put(key, KEY)
                store.transaction.oncomplete = () => resolve(key)
              }
            }),
          true,
        )

      /** Read anew each time: after a wipe a key in hand would seal what no other tab can read. */
      async function getKey(): Promise<CryptoKey> {
        const found = await (early ?? readKey())
        early = null
        if (found) return found
        const uses: KeyUsage[] = ['encrypt', 'decrypt']
        const made = await platform.crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, uses)
        return (await readKey(made)) as CryptoKey
      }

      // Sealed data says nothing in a mirror.
      const inner = storage.open({ ...options, ...(!options.hasClearHead && { mirror: () => null }), database })
      return sealedRow(inner, options, getKey, () => {
        early = early === undefined ? readKey() : null
        early?.catch(() => {})
      })
    },
  }
}
