import { delMany, entries } from 'idb-keyval'
import { createId } from '../platform/createId.ts'
import type { Platform } from '../platform/Platform.ts'
import { indexedDbRow } from './indexedDbRow.ts'
import { openDatabase } from './openDatabase.ts'
import type { Change, CommitOptions, OpenOptions, RecordStorage, Row, RowAccess } from './RecordStorage.ts'
import { sealedRow } from './sealedRow.ts'
import { sealWith } from './sealWith.ts'
import { storageError } from './storageError.ts'

const ENTRY = 'holdfast'
/** Rows unused for so long belong to tabs that are gone, in milliseconds: 30 days. */
const UNUSED = 30 * 86_400_000

/**
 * Keeps the row in IndexedDB, encrypted under a key that only this tab's sessionStorage holds: a duplicated tab shares
 * it, closing the tab makes it unreadable. Does not stop a script in the page.
 */
export function inSessionStorage(): RecordStorage {
  return { kind: 'sessionstorage', open: openRow }
}

function openRow(options: OpenOptions): RowAccess {
  const { platform, name } = options
  const entry = readEntry(platform)
  const database = openDatabase(platform)
  const ownOf = (row: string): string => `${row}~${entry?.slice(0, 32)}`
  const key = ownOf(name)
  const inner = indexedDbRow({ ...options, name: key, database })
  let imported: Promise<CryptoKey> | undefined
  let isSwept = false

  function getKey(): Promise<CryptoKey> {
    const raw = Uint8Array.from(entry?.slice(32).match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
    imported ??= platform.crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
    return imported
  }

  async function sweep(): Promise<void> {
    const oldest = platform.clock.now() - UNUSED
    const isUnused = ([id, row]: [string, Row]): boolean => id.startsWith(`${name}~`) && row.generation < oldest
    const unused = (await entries<string, Row>(database.run)).filter(isUnused)
    await delMany(
      unused.map(([id]) => id),
      database.run,
    )
  }

  const access = sealedRow(Object.assign(inner, { kind: 'sessionstorage' }), { ...options, name: key }, (row) =>
    sealWith(platform, row, getKey),
  )
  const { read, commit } = access
  return Object.assign(access, {
    commit: (change: Change, { absorb, ...given }: CommitOptions = {}) =>
      commit(change, absorb === undefined ? given : { ...given, absorb: ownOf(absorb) }),
    async read() {
      if (!entry) throw storageError('STORAGE_UNAVAILABLE')
      if (!isSwept) void sweep().catch(() => {})
      isSwept = true
      return read()
    },
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
