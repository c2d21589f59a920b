import { HoldfastError } from '../HoldfastError.ts'
import type { Platform } from '../platform/Platform.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { openWithFallback } from '../storage/openWithFallback.ts'
import type { RowAccess } from '../storage/RecordStorage.ts'
import { type Cell, createCell, type Edit } from './createCell.ts'
import { createCodec } from './createCodec.ts'
import type { Owner, Ownership } from './Owner.ts'
import type { RecordOptions } from './RecordOptions.ts'

/** A record's row for whoever owns it now, and the edits that wait for it. */
export interface Owned<T> {
  readonly edits: readonly Edit<T>[]
  /** The row of the present owner; `null` until it is known who that is. */
  getCell(): Cell<T> | null
  /** The session an edit made now belongs to; `undefined` until it is known. */
  getSessionId(): string | null | undefined
  /** Shows the edit and commits it, now or once the owner is known. */
  add(edit: Edit<T>): void
  remove(): Promise<void>
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
  const { name, merge, keep = 'until-signed-out', storage = inIndexedDb(), onDegraded } = options
  const codec = createCodec(options)
  const guestKey = `${owner?.name ?? ''}/${name}`
  let edits: Edit<T>[] = []
  let ownership: Ownership | null = null
  let cell: Cell<T> | null = null
  let key = ''

  const keyOf = ({ userHash }: Ownership): string =>
    userHash ? `${guestKey}@${userHash}${keep === 'always' ? '*' : ''}` : guestKey

  function open(rowName: string): RowAccess {
    return openWithFallback(storage, {
      name: rowName,
      platform,
      onDegraded(from, to, error) {
        onDegraded?.({ from, to, error })
        owner?.report(name, from, to, error)
      },
    })
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
      if (before && last?.userHash) leave(before, next.removed === last.userHash)
      void enter(cell, before && !last?.userHash ? before : null)
    }
    for (const edit of edits) if (edit.sessionId === undefined) send(edit)
    onChange()
  }

  function openCell(rowName: string): Cell<T> {
    const access = open(rowName)
    const isCurrent = (): boolean => cell?.access === access
    return createCell({
      access,
      codec,
      pin: owner?.getPin() ?? null,
      checkOwner({ sessionId, isDropped }, pinned) {
        const now = pinned === undefined || !owner?.getPin() ? ownership?.sessionId : idOf(pinned?.data)
        if (isDropped || (owner && (now ?? null) !== sessionId)) throw superseded()
      },
      onChange: () => isCurrent() && onChange(),
      onWritten: (generation) => isCurrent() && onWritten(generation),
    })
  }

  /** The row of a user who has gone: it stays for their return, unless they signed out or it was never to stay. */
  function leave({ access }: Cell<T>, isRemoved: boolean): void {
    const isKept = keep === 'always' || (keep === 'until-signed-out' && !isRemoved)
    const done = isKept ? Promise.resolve(null) : access.commit(() => null).catch(() => {})
    void done.then(() => access.close())
  }

  async function enter(entered: Cell<T>, guest: Cell<T> | null): Promise<void> {
    try {
      if (ownership?.userHash && merge) await mergeGuest(entered, guest)
      await entered.read()
    } catch {
      // The next wake, news or edit reads again.
    }
    guest?.access.close()
  }

  /** Moves the guest's value into the user's, once: where it can be read in the same transaction, it goes in that one. */
  async function mergeGuest({ access }: Cell<T>, guest: Cell<T> | null): Promise<void> {
    const { sessionId } = ownership as Ownership
    const pin = owner?.getPin()
    const shown = guest?.getCommitted()
    let isMoved = false
    await access.commit(
      (row, { pinned, absorbed }) => {
        if (pin && pinned !== undefined && idOf(pinned?.data) !== sessionId) return undefined
        const from = absorbed === undefined ? shown : absorbed && codec.decode(absorbed)
        const into = codec.decode(row)
        isMoved = absorbed === undefined && !!from
        if (!from || from.isBroken || from.status !== 'ready' || into.status !== 'ready') return undefined
        return codec.encode((merge as NonNullable<typeof merge>)(from.value, into.value))
      },
      { absorb: guestKey, ...(pin && { pin }) },
    )
    if (isMoved) await guest?.access.commit(() => null)
  }

  function drop(sessionId: string | null): void {
    for (const edit of edits) {
      if (edit.sessionId !== sessionId) continue
      edit.isDropped = true
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
    getSessionId: () => ownership?.sessionId,
    add(edit) {
      edits = [...edits, edit]
      onChange()
      send(edit)
    },
    async remove() {
      await cell?.remove()
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
