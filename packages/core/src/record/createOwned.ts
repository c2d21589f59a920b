import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import type { Platform } from '../platform/Platform.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { openWithFallback } from '../storage/openWithFallback.ts'
import type { CommitOptions, RowAccess } from '../storage/RecordStorage.ts'
import { storageError } from '../storage/storageError.ts'
import { type Cell, createCell, type Edit } from './createCell.ts'
import { createCodec } from './createCodec.ts'
import type { Owner, Ownership } from './Owner.ts'
import type { RecordOptions } from './RecordOptions.ts'

/** A record's row for whoever owns it now, and the edits that wait for it. */
export interface Owned<T> {
  readonly edits: readonly Edit<T>[]
  /** The row of the present owner; `null` until it is known who that is. */
  getCell(): Cell<T> | null
  /** Shows an edit and commits it, now or once the owner is known; `null` forgets the value. */
  add(change: ((value: T) => T) | null): Promise<T>
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
  const accesses = new Map<string, RowAccess>()

  const keyOf = ({ userHash }: Ownership): string =>
    userHash ? `${guestKey}@${userHash}${keep === 'always' ? '*' : ''}` : guestKey

  function report(from: string, to: string, error: HoldfastError): void {
    onDegraded?.({ from, to, error })
    owner?.report(name, from, to, error)
  }

  /** Each row once: what memory holds of it is there when its owner comes back. */
  function open(rowName: string): RowAccess {
    const access = accesses.get(rowName) ?? openWithFallback(storage, { name: rowName, platform, onDegraded: report })
    accesses.set(rowName, access)
    return access
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
      void enter(cell, before && !last?.userHash ? before : null)
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
      await mergeGuest(entered, guest).catch((cause) => {
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

  /** Moves the guest's value into the user's, once: where it can be read in the same transaction, it goes in that one. */
  async function mergeGuest({ access }: Cell<T>, guest: Cell<T> | null): Promise<void> {
    const { sessionId } = ownership as Ownership
    const shown = guest?.getCommitted()
    let isMoved = false
    await access.commit(
      (row, { pinned: beside, absorbed }) => {
        if (owner?.getPin() && beside !== undefined && idOf(beside?.data) !== sessionId) return undefined
        const from = absorbed === undefined ? shown : absorbed && codec.decode(absorbed)
        const into = codec.decode(row)
        isMoved = absorbed === undefined && !!from
        if (!from || from.isBroken || from.status !== 'ready' || into.status !== 'ready') return undefined
        return codec.encode(codec.check((merge as NonNullable<typeof merge>)(from.value, into.value)))
      },
      { absorb: guestKey, ...pinned() },
    )
    const emptied = open(guestKey)
    if (isMoved) await emptied.commit(() => null)
    else if (emptied.peek()) await emptied.read()
  }

  function drop(sessionId: string | null): void {
    for (const edit of edits) {
      if (edit.sessionId !== sessionId) continue
      edit.isOver = true
      edit.reject(superseded())
    }
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
    add(change) {
      let resolve!: (value: T) => void
      let reject!: (error: unknown) => void
      const settled = new Promise<T>((...both) => {
        ;[resolve, reject] = both
      })
      settled.catch(() => {})
      const edit: Edit<T> = {
        change(value) {
          const next = change ? change(value) : initial
          return Object.is(next, value) ? value : codec.check(next)
        },
        isRemoval: !change,
        sessionId: ownership?.sessionId,
        resolve,
        reject,
        settled,
        isOver: false,
      }
      edits = [...edits, edit]
      onChange()
      send(edit)
      return settled
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
        cell?.access.close()
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
