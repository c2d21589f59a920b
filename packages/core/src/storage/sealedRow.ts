import { underLock } from '../platform/underLock.ts'
import { ALONE } from './plainRow.ts'
import type { Change, CommitOptions, OpenOptions, Row, RowAccess } from './RecordStorage.ts'
import { sealWith } from './sealWith.ts'
import { storageError } from './storageError.ts'

/** How long a change waits for those of other tabs, in milliseconds; the number decides, this only saves tries. */
const TURN = 1_000

type Found = Row | null | undefined

/** Tells absence from what cannot be read. */
const numberOf = (row: Found): number | null | undefined => (row ? row.generation : row)

/**
 * `inner` with sealed bytes: the secrets of a session, the whole data of any other record. `prepare` is called before
 * every read, and throws where there can be no key.
 */
export function sealedRow(
  inner: RowAccess,
  options: OpenOptions,
  getKey: () => Promise<CryptoKey>,
  prepare: () => void,
): RowAccess {
  const { platform, name, hasClearHead, onDegraded } = options
  const { seal, unseal } = sealWith(platform, name, getKey)

  async function read(): Promise<Row | null> {
    prepare()
    const row = await inner.read()
    // Insecure origins have no WebCrypto; the key is in IndexedDB, so where the row cannot be, sealing would fail later.
    if (!platform.crypto.subtle || inner.rowKey === null) throw storageError('STORAGE_UNAVAILABLE')
    return row
  }

  const access: RowAccess = Object.assign(Object.create(inner), { read, seal, unseal })
  if (hasClearHead) return access

  async function open(row: Found, of?: string): Promise<Found> {
    const data = row && (await unseal(row.data, '', of))
    return row && (data === undefined ? null : { ...row, data })
  }

  async function readOpen(): Promise<Row | null> {
    const raw = await read()
    const row = await open(raw)
    if (!raw || row) return row ?? null
    // Another key sealed it, or somebody changed it: it is never trusted, and not lost either.
    const change: Change = (now) => (numberOf(now) === raw.generation ? null : undefined)
    if (await inner.commit(change, { keepsOld: true })) return readOpen()
    onDegraded?.(inner.kind, inner.kind, storageError('STORAGE_CORRUPT'))
    return null
  }

  /** Reads, opens, changes, seals, and writes if nobody wrote meanwhile; `guest` is the row beside as it was last seen. */
  async function commit(change: Change, given: CommitOptions, guest?: Found): Promise<Row | null> {
    const row = await readOpen()
    const absorbed = await open(guest, given.absorb)
    const draft = change(row, { ...ALONE, absorbed })
    const sealed = draft && { ...draft, data: await seal(draft.data, '') }
    let seen: Found
    let isStale = false
    let isWritten = false
    const written = await inner.commit((now, beside) => {
      seen = beside.absorbed
      isStale = numberOf(now) !== numberOf(row) || numberOf(seen) !== numberOf(guest)
      // Again, for what it makes of the pinned row.
      isWritten = !isStale && change(row, { pinned: beside.pinned, absorbed }) !== undefined
      return isWritten ? sealed : undefined
    }, given)
    if (isStale) return commit(change, given, seen)
    return written && (isWritten && draft ? { ...written, data: draft.data } : row)
  }

  return Object.assign(access, {
    // Sealed data shows nothing.
    peek: () => null,
    read: readOpen,
    commit: (change: Change, given: CommitOptions = {}) =>
      underLock(platform, `holdfast:${inner.rowKey}:seal`, TURN, () => commit(change, given)),
  })
}
