import { get } from 'idb-keyval'
import { openDatabase } from './openDatabase.ts'
import type { RecordStorage, RowAccess } from './RecordStorage.ts'
import { sealedRow } from './sealedRow.ts'
import { sealWith } from './sealWith.ts'

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
      const { platform, hasClearHead } = options
      const database = openDatabase(platform)
      // At load the key is fetched beside the row, not after it; for that one row only.
      let early: Promise<unknown> | undefined
      let wasRead = false

      /**
       * One key for the origin: whichever tab is first in the transaction gives it. Read anew each time: after a wipe
       * a key in hand would seal what no other tab can read.
       */
      async function getKey(): Promise<CryptoKey> {
        const found = await (early ?? readKey())
        early = undefined
        return isKey(found) ? found : makeKey()
      }

      const readKey = (): Promise<unknown> => get<unknown>(KEY, database.run)

      async function makeKey(): Promise<CryptoKey> {
        const made = await platform.crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
          'encrypt',
          'decrypt',
        ])
        return database.run(
          'readwrite',
          (store) => {
            return new Promise<CryptoKey>((resolve, reject) => {
              const { transaction } = store
              const before = store.get(KEY)
              before.onsuccess = () => {
                if (!isKey(before.result)) store.put(made, KEY)
              }
              transaction.oncomplete = () => resolve(isKey(before.result) ? before.result : made)
              transaction.onabort = () => reject(transaction.error)
            })
          },
          true,
        )
      }

      // Sealed data says nothing in a mirror.
      const mirror = hasClearHead ? options.mirror : () => null
      const inner = storage.open({ ...options, database, ...(mirror && { mirror }) })
      const read: RowAccess['read'] = () => {
        early = wasRead ? undefined : readKey()
        early?.catch(() => {})
        wasRead = true
        return inner.read()
      }
      const paired = Object.assign(Object.create(inner) as RowAccess, { read })
      return sealedRow(paired, options, (name) => sealWith(platform, name, getKey))
    },
  }
}
