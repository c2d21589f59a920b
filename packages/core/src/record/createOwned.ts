import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import type { Platform } from '../platform/Platform.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { openWithFallback } from '../storage/openWithFallback.ts'
import type { Beside, CommitOptions, RowAccess } from '../storage/RecordStorage.ts'
import { storageError } from '../storage/storageError.ts'
import { type Cell, createCell } from './createCell.ts'
import { createCodec } from './createCodec.ts'
import { createEdit, type Edit } from './createEdit.ts'
import { mergeGuest } from './mergeGuest.ts'
import type { Owner, Ownership } from './Owner.ts'
import type { RecordOptions } from './RecordOptions.ts'

/** A record's row for whoever owns it now, and the edits that wait for it. */
export interface Owned<T> {
  readonly edits: readonly Edit<T>[]
  /** The row of the present owner; `null` until it is known who that is. */
  getCell(): Cell<T> | null
  /** Shows an edit and commits it, now or once the owner is known, unless `signal` takes it back; `null` forgets the value. */
  add(change: ((value: T) => T) | null, signal: AbortSignal): Promise<T>
  start(): () => void
}

interface OwnedOptions<T> {
  readonly options: RecordOptions<T>
  readonly platform: Platform
  readonly owner: Owner | undefined
  readonly onChange: () => void
  readonly onWritten: (generation: number) => void
}

const NOBODY: Ownership = { sessionId: null, userHash: null, removed: null }

export function createOwned<T>({ options, platform, owner, onChange, onWritten }: OwnedOptions<T>): Owned<T> {
  const { name, initial, merge, keep = 'until-signed-out', storage = inIndexedDb(), onDegraded } = options
  const codec = createCodec(options)
  const guestKey = `${owner?.name ?? ''}/${name}`
  let edits: Edit<T>[] = []
  let ownership: Ownership | null = null
  let cell: Cell<T> | null = null
  let key = ''
  let entering: Promise<void> | undefined
  const accesses = new Map<string, RowAccess>()

  const keyOf = ({ userHash }: Ownership): string =>
    userHash ? `${guestKey}@${userHash}${keep === 'always' ? '*' : ''}` : guestKey

  function report(from: string, to: string, error: HoldfastError): void {
    owner?.report(name, from, to, error)
    // On its own, for what the app throws there must not disturb the record.
    if (onDegraded) queueMicrotask(() => onDegraded({ from, to, error }))
  }

  /** Each row once: what memory holds of it is there when its owner comes back. */
  function open(rowName: string): RowAccess {
    const access = accesses.get(rowName) ?? openWithFallback(storage, { name: rowName, platform, onDegraded: report })
    accesses.set(rowName, access)
    return access
  }

  function close(): void {
    for (const access of accesses.values()) access.close()
  }

  function pinned(): Pick<CommitOptions, 'pin'> {
    const pin = owner?.getPin()
    return pin ? { pin } : {}
  }

  /** Swaps to the row of whoever owns the record now; edits made on another's value are never carried over. */
  function swap(): void {
    const next = owner ? owner.getOwnership() : NOBODY
    if (!next || (cell && next === ownership)) return
    const before = cell
    const last = ownership
    if (last && last.sessionId !== next.sessionId) drop(last.sessionId)
    ownership = next
    if (!cell || keyOf(next) !== key) {
      key = keyOf(next)
      cell = openCell(key)
      if (before && last?.userHash) {
        if (keep === 'never') void forget(last.userHash)
        before.access.close()
      }
      entering = enter(cell, before && !last?.userHash ? before : null)
    }
    if (next.removed && keep !== 'always') void forget(next.removed)
    for (const edit of edits) if (edit.sessionId === undefined) send(edit)
    onChange()
  }

  function openCell(rowName: string): Cell<T> {
    const access = open(rowName)
    const isCurrent = (): boolean => cell === opened
    const opened: Cell<T> = createCell<T>({
      access,
      codec,
      pin: owner?.getPin() ?? null,
      checkOwner({ sessionId, isOver }, beside) {
        const now = beside === undefined || !owner?.getPin() ? ownership?.sessionId : idOf(beside?.data)
        if (isOver || (owner && (now ?? null) !== sessionId)) throw superseded()
      },
      onChange: () => isCurrent() && onChange(),
      onWritten: (generation) => isCurrent() && onWritten(generation),
      onBroken: () => report(access.kind, access.kind, storageError('STORAGE_CORRUPT')),
    })
    return opened
  }

  /** Removes the row of a user who has gone, its mirror too, unless somebody has signed in since. */
  async function forget(userHash: string): Promise<void> {
    const { sessionId } = ownership as Ownership
    const gone = keyOf({ ...NOBODY, userHash })
    const wasOpen = accesses.has(gone)
    const access = open(gone)
    if (wasOpen || access.peek())
      await access
        .commit((row, { pinned: beside }) => {
          const isStale = owner?.getPin() && beside !== undefined && idOf(beside?.data) !== sessionId
          return row && !isStale ? null : undefined
        }, pinned())
        .catch(() => {})
    accesses.delete(gone)
    access.close()
  }

  async function enter(entered: Cell<T>, guest: Cell<T> | null): Promise<void> {
    if (ownership?.userHash && merge) {
      const { sessionId } = ownership
      const isStill = (beside: Beside['pinned']): boolean =>
        !owner?.getPin() || beside === undefined || idOf(beside?.data) === sessionId
      await mergeGuest({ entered, guest, guestKey, open, codec, merge, isStill, ...pinned() }).catch((cause) => {
        if (isHoldfastError(cause, 'STORAGE_UNAVAILABLE', 'STORAGE_FULL')) return
        const error = new HoldfastError('RECORD_INVALID', `merge() of ${name} failed: the guest's value stays apart.`, {
          cause,
        })
        report(entered.access.kind, entered.access.kind, error)
      })
    }
    // Where it fails, the next wake, news or edit reads again.
    await entered.read().catch(() => {})
    guest?.access.close()
  }

  function drop(sessionId: string | null): void {
    for (const edit of edits) if (edit.sessionId === sessionId) edit.drop(superseded())
  }

  function send(edit: Edit<T>): void {
    if (!cell || !ownership) return
    if (edit.sessionId === undefined) edit.sessionId = ownership.sessionId
    const settle = (): void => {
      edits = edits.filter((other) => other !== edit)
      onChange()
    }
    cell.write(edit).then(
      (value) => {
        settle()
        edit.resolve(value)
      },
      (error) => {
        settle()
        edit.reject(error)
      },
    )
  }

  return {
    get edits() {
      return edits
    },
    getCell: () => cell,
    add(change, signal) {
      const edit = createEdit(codec, change ?? (() => initial), !change, ownership?.sessionId)
      signal.addEventListener('abort', () => {
        edit.drop(signal.reason)
        onChange()
      })
      edits = [...edits, edit]
      onChange()
      send(edit)
      return edit.settled
    },
    start() {
      const ends = owner && [
        owner.onOwnership(swap),
        owner.onLeave(() => Promise.allSettled(edits.map(({ settled }) => settled))),
      ]
      owner?.start()
      if (cell) void cell.read().catch(() => {})
      swap()
      return () => {
        for (const end of ends ?? []) end()
        close()
        // What was under way opens a connection again.
        void Promise.allSettled([entering, cell?.rest()]).then(close)
      }
    },
  }
}

function idOf(data: unknown): unknown {
  return (data as { readonly sessionId?: unknown } | null | undefined)?.sessionId ?? null
}

function superseded(): HoldfastError {
  return new HoldfastError('SUPERSEDED', 'Somebody else owns this record now; the edit was not carried over.')
}
