import { underLock } from '../platform/underLock.ts'
import type { Change, CommitOptions, OpenOptions, Row, RowAccess } from './RecordStorage.ts'
import { storageError } from './storageError.ts'

type Seals = Pick<RowAccess, 'seal' | 'unseal'>

/** How long a change waits for those of other tabs, in milliseconds; the number decides, this only saves tries. */
const TURN = 1_000

/** `inner` with sealed bytes: the secrets of a session, the whole data of any other record. */
export function sealedRow(
  inner: RowAccess,
  options: OpenOptions,
  sealsOf: (name: string) => Seals,
  hasKey = true,
): RowAccess {
  const { platform, name, hasClearHead, onDegraded } = options
  const seals = sealsOf(name)
  const read = async (): Promise<Row | null> => {
    // Insecure origins have no WebCrypto.
    if (!hasKey || !platform.crypto.subtle) throw storageError('STORAGE_UNAVAILABLE')
    const row = await inner.read()
    // The key is in IndexedDB: where the row cannot be, sealing would fail later.
    if (inner.rowKey === null) throw storageError('STORAGE_UNAVAILABLE')
    return row
  }
  const access = Object.assign(Object.create(inner) as RowAccess, seals, { read })
  if (hasClearHead) return access

  async function open(row: Row | null, { unseal }: Seals = seals): Promise<Row | null> {
    const data = row && (await unseal(row.data, ''))
    return row && data !== undefined ? { ...row, data } : null
  }

  async function readOpen(): Promise<{ row: Row | null; raw: Row | null }> {
    const raw = await read()
    const row = await open(raw)
    if (!raw || row) return { row, raw }
    // Another key sealed it, or somebody changed it: it is never trusted, and not lost either.
    const gone = await inner.commit((now) => (now?.generation === raw.generation ? null : undefined), {
      keepsOld: true,
    })
    if (!gone) onDegraded?.(inner.kind, inner.kind, storageError('STORAGE_CORRUPT'))
    return gone ? readOpen() : { row: null, raw: null }
  }

  /** Once: read, open, change, seal, and write if nobody wrote meanwhile; `undefined`: somebody did. */
  async function tryCommit(change: Change, given: CommitOptions): Promise<Row | null | undefined> {
    const { row, raw } = await readOpen()
    const guest = given.absorb === undefined ? undefined : await readBeside(given.absorb)
    const absorbed = guest && (await open(guest, sealsOf(given.absorb as string)))
    const draft = change(row, { pinned: undefined, absorbed })
    const data = draft && (await seals.seal(draft.data, ''))
    let isStale = false
    let isWritten = false
    const written = await inner.commit((now, beside) => {
      isStale = now?.generation !== raw?.generation || beside.absorbed?.generation !== guest?.generation
      if (isStale) return undefined
      // Again, for what it makes of the pinned row.
      isWritten = change(row, { pinned: beside.pinned, absorbed }) !== undefined
      return isWritten ? draft && { ...draft, data } : undefined
    }, given)
    if (isStale) return undefined
    return isWritten && draft ? written && { ...written, data: draft.data } : written && row
  }

  async function readBeside(key: string): Promise<Row | null | undefined> {
    let found: Row | null | undefined
    await inner.commit(
      (_, { absorbed }) => {
        found = absorbed
        return undefined
      },
      { absorb: key },
    )
    return found
  }

  return Object.assign(access, {
    // Sealed data shows nothing.
    peek: () => null,
    read: async () => (await readOpen()).row,
    commit: (change: Change, given: CommitOptions = {}) =>
      underLock(platform, `holdfast:${inner.rowKey ?? name}:seal`, TURN, async () => {
        for (;;) {
          const row = await tryCommit(change, given)
          if (row !== undefined) return row
        }
      }),
  })
}
