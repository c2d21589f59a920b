import { indexedDbRow } from './indexedDbRow.ts'
import { openDatabase } from './openDatabase.ts'
import type { RecordStorage, Row } from './RecordStorage.ts'
import { sealedRow } from './sealedRow.ts'

/** Anything may lie there. */
function toKey(row: Row | null): CryptoKey | null {
  const key = row?.data as CryptoKey | null | undefined
  return key?.type === 'secret' ? key : null
}

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
      const keyRow = indexedDbRow({ name: '!key', platform, database })
      // At load the key is fetched beside the row, not after it; for that one row only.
      let early: Promise<Row | null> | null | undefined

      /**
       * One key for the origin: whichever tab is first in the transaction gives it. Read anew each time: after a wipe
       * a key in hand would seal what no other tab can read.
       */
      async function getKey(): Promise<CryptoKey> {
        const found = toKey(await (early ?? keyRow.read()))
        early = null
        if (found) return found
        const uses: KeyUsage[] = ['encrypt', 'decrypt']
        const data = await platform.crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, uses)
        const row = await keyRow.commit((now) => (toKey(now) ? undefined : { version: 1, data }), { isStrict: true })
        return row?.data as CryptoKey
      }

      // Sealed data says nothing in a mirror.
      const inner = storage.open({ ...options, ...(!options.hasClearHead && { mirror: () => null }), database })
      return sealedRow(inner, options, getKey, () => {
        early = early === undefined ? keyRow.read() : null
        early?.catch(() => {})
      })
    },
  }
}
