import { createId } from '../platform/createId.ts'
import type { Platform } from '../platform/Platform.ts'
import { indexedDbRow } from './indexedDbRow.ts'
import { openDatabase } from './openDatabase.ts'
import type { OpenOptions, RecordStorage, Row, RowAccess } from './RecordStorage.ts'
import { sealedRow } from './sealedRow.ts'
import { storageError } from './storageError.ts'

const ENTRY = 'holdfast'
/** Rows unused for so long belong to tabs that are gone, in milliseconds: 30 days. */
const UNUSED = 30 * 86_400_000
/** How old a row may be before reading it marks it as used, in milliseconds: a day. */
const AGED = 86_400_000

/**
 * Keeps the row in IndexedDB, encrypted under a key that only this tab's sessionStorage holds: a duplicated tab shares
 * it, closing the tab makes it unreadable. Does not stop a script in the page.
 */
export function inSessionStorage(): RecordStorage {
  return { kind: 'sessionstorage', open: openRow }
}

function openRow(options: OpenOptions): RowAccess {
  const { platform } = options
  const entry = readEntry(platform)
  const database = openDatabase(platform)
  const prefix = `~${entry?.slice(0, 32)}~`
  const row = indexedDbRow({ ...options, database }, prefix)
  let isSwept = false

  /** Writes a row that is only read, now and then, so that no tab sweeps it away. */
  async function read(): Promise<Row | null> {
    const found = await row.read()
    const isAged = found && found.generation < platform.clock.now() - AGED
    return isAged ? row.commit((now) => now ?? undefined).catch(() => found) : found
  }

  async function getKey(): Promise<CryptoKey> {
    const raw = Uint8Array.from(entry?.slice(32).match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
    return platform.crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
  }

  const isOfOther = (key: string): boolean => key.startsWith('~') && !key.startsWith(prefix)

  function sweep(store: IDBObjectStore): Promise<void> {
    const oldest = platform.clock.now() - UNUSED
    const keys = store.getAllKeys()
    const rows = store.getAll()
    return new Promise((resolve) => {
      rows.onsuccess = () => {
        for (const [at, key] of keys.result.entries())
          if (isOfOther(`${key}`) && !(rows.result[at]?.generation >= oldest)) store.delete(key)
        resolve()
      }
    })
  }

  return sealedRow({ ...row, kind: 'sessionstorage', read }, options, getKey, () => {
    if (!entry) throw storageError('STORAGE_UNAVAILABLE')
    if (!isSwept) database.run('readwrite', sweep).catch(() => {})
    isSwept = true
  })
}

/** The tab's id and key for all its rows, 32 and 64 hexadecimal digits; `null` where the tab keeps nothing. */
function readEntry(platform: Platform): string | null {
  try {
    const { sessionStorage } = platform
    const before = sessionStorage?.getItem(ENTRY)
    if (before && /^[\da-f]{96}$/.test(before)) return before
    const made = createId(platform) + createId(platform) + createId(platform)
    sessionStorage?.setItem(ENTRY, made)
    return sessionStorage?.getItem(ENTRY) ?? null
  } catch {
    return null
  }
}
