import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import type { Platform } from '../platform/Platform.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { openWithFallback } from '../storage/openWithFallback.ts'
import type { Beside, CommitOptions, RowAccess } from '../storage/RecordStorage.ts'
import { storageError } from '../storage/storageError.ts'
import { type Cell, createCell } from './createCell.ts'
import { createCodec } from './createCodec.ts'
import type { Owner, Ownership } from './Owner.ts'
import type { RecordOptions } from './RecordOptions.ts'

/** An edit that is shown but not yet durable. */
export interface Edit<T> {
  /** Throws `RECORD_INVALID` where it makes what the record cannot hold. */
  change(value: T): T
  readonly isRemoval: boolean
  /** Whose value it was made on; `undefined` until that is known. */
  sessionId: string | null | undefined
  readonly resolve: (value: T) => void
  /** Takes it back, unless it is committed. */
  drop(error: unknown): void
}

/** A record's row for whoever owns it now, and the edits that wait for it. */
export interface Owned<T> {
  readonly edits: ReadonlySet<Edit<T>>
  /** The row of the present owner; `null` until it is known who that is. */
  getCell(): Cell<T> | null
  read(): Promise<void>
  /** Shows an edit and commits it, now or once the owner is known, unless `signal` takes it back; `null` forgets the value. */
  add(change: ((value: T) => T) | null, signal: AbortSignal): Promise<T>
  start(stop: () => void): () => void
  /** Lets go of connections. */
  close(): void
}

interface OwnedOptions<T> {
  readonly options: RecordOptions<T>
  readonly platform: Platform
  readonly owner: Owner | undefined
  readonly onChange: (isWritten: boolean) => void
}

const NOBODY: Ownership = { sessionId: null, userHash: null, removed: null }

export function createOwned<T>({ options, platform, owner, onChange }: OwnedOptions<T>): Owned<T> {
  const { name, initial, merge, keep = 'until-signed-out', storage = inIndexedDb(), onDegraded } = options
  const codec = createCodec(options)
  const guestKey = `${owner?.name ?? ''}/${name}`
  const edits = new Set<Edit<T>>()
  const accesses = new Map<string, RowAccess>()
  let ownership: Ownership | null = null
  let cell: Cell<T> | null = null
  let last: Promise<unknown> = Promise.resolve()
  let nextRead: Promise<void> | undefined

  const keyOf = (userHash: string | null): string =>
    userHash ? `${guestKey}@${userHash}${keep === 'always' ? '*' : ''}` : guestKey

  /** One after another, so that a slow commit is never shown after, and under, an older read. */
  function inTurn<V>(work: () => Promise<V>): Promise<V> {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }

  function read(): Promise<void> {
    // One that waits will see all that is known of now; one under way may not.
    nextRead ??= inTurn(async () => {
      nextRead = undefined
      await cell?.read()
    })
    return nextRead
  }

  function report(from: string, to: string, error: HoldfastError): void {
    owner?.report(name, from, to, error)
    // On its own, for what the app throws there must not disturb the record.
    if (onDegraded) queueMicrotask(() => onDegraded({ from, to, error }))
  }

  /** Each row once: what memory holds of it is there when its owner comes back. */
  function open(key: string): RowAccess {
    const access = accesses.get(key) ?? openWithFallback(storage, { name: key, platform, onDegraded: report })
    accesses.set(key, access)
    return access
  }

  function close(): void {
    for (const access of accesses.values()) access.close()
  }

  function pin(): CommitOptions {
    const key = owner?.getPin()
    return key ? { pin: key } : {}
  }

  /** The session's id as its row has it, where that was read in the same transaction, else as this tab knows it. */
  function sessionNow(pinned: Beside['pinned']): string | null | undefined {
    if (pinned === undefined) return ownership?.sessionId
    return (pinned?.data as Ownership | null | undefined)?.sessionId ?? null
  }

  /** Swaps to the row of whoever owns the record now; edits made on another's value are never carried over. */
  function swap(): void {
    const next = owner ? owner.getOwnership() : NOBODY
    const before = ownership
    if (!next || next === before) return
    ownership = next
    if (before?.userHash !== next.userHash) {
      enter(next)
      if (before?.userHash && keep === 'never') forget(before.userHash)
    }
    if (next.removed && keep !== 'always') forget(next.removed)
    for (const edit of edits) {
      if (edit.sessionId === undefined) send(edit)
      else if (edit.sessionId !== next.sessionId) edit.drop(superseded())
    }
    onChange(false)
  }

  function enter({ sessionId, userHash }: Ownership): void {
    const access = open(keyOf(userHash))
    const onBroken = (): void => report(access.kind, access.kind, storageError('STORAGE_CORRUPT'))
    const entered = createCell<T>({ access, codec, onChange, onBroken })
    cell = entered
    void inTurn(async () => {
      if (userHash) await takeGuest(entered, sessionId)
      // Where it fails, the next wake, news or edit reads again.
      await entered.read()
    })
  }

  /** Moves the guest's value into the user's, once: where it can be read in the same transaction, it goes in that one. */
  async function takeGuest(entered: Cell<T>, sessionId: string | null): Promise<void> {
    if (!merge) return
    const guest = open(guestKey)
    let isApart = false
    try {
      const apart = guest.rowKey === null ? await guest.read() : null
      await entered.write(
        (now, _, { pinned, absorbed = apart }) => {
          const from = codec.decode(absorbed)
          if (!absorbed || from.status !== 'ready' || now.status !== 'ready') return undefined
          if (sessionNow(pinned) !== sessionId) return undefined
          isApart = absorbed === apart
          const value = codec.check(merge(from.value, now.value))
          return { value, draft: codec.encode(value) }
        },
        { ...pin(), absorb: guestKey },
      )
      if (isApart) await guest.commit(() => null)
      else if (guest.peek()) await guest.read()
    } catch (cause) {
      if (isHoldfastError(cause, 'STORAGE_UNAVAILABLE', 'STORAGE_FULL')) return
      const message = `merge() of ${name} failed: the guest's value stays apart.`
      const { kind } = entered.access
      report(kind, kind, new HoldfastError('RECORD_INVALID', message, { cause }))
    }
  }

  /** Removes the row of a user who has gone, its mirror too, unless somebody has signed in since. */
  function forget(userHash: string): void {
    const { sessionId } = ownership as Ownership
    void inTurn(() =>
      open(keyOf(userHash)).commit(
        (row, { pinned }) => (row && sessionNow(pinned) === sessionId ? null : undefined),
        pin(),
      ),
    )
  }

  function send(edit: Edit<T>): void {
    if (!cell || !ownership) return
    const { write } = cell
    edit.sessionId = ownership.sessionId
    const commit = (): Promise<T> =>
      write(
        (now, row, { pinned }) => {
          if (!edits.has(edit) || sessionNow(pinned) !== edit.sessionId) throw superseded()
          if (now.status === 'read-only') throw newer()
          const value = edit.change(now.value)
          if (edit.isRemoval) return row && { value, draft: null }
          return !Object.is(value, now.value) && { value, draft: codec.encode(value) }
        },
        pin(),
        () => edits.delete(edit),
      )
    inTurn(commit).then(edit.resolve, (error) => {
      edit.drop(error)
      onChange(false)
    })
  }

  return {
    edits,
    getCell: () => cell,
    read,
    add: (change, signal) =>
      new Promise((resolve, reject) => {
        const edit: Edit<T> = {
          change(value) {
            const next = change ? change(value) : initial
            return Object.is(next, value) ? value : codec.check(next)
          },
          isRemoval: !change,
          sessionId: undefined,
          resolve,
          drop(error) {
            edits.delete(edit)
            reject(error)
          },
        }
        signal.addEventListener('abort', () => {
          edit.drop(signal.reason)
          onChange(false)
        })
        edits.add(edit)
        onChange(false)
        send(edit)
      }),
    start(stop) {
      const ends = owner ? [owner.onOwnership(swap), owner.onLeave(() => last), owner.onStop(stop)] : []
      owner?.start()
      if (cell) void read()
      swap()
      return () => {
        for (const end of ends) end()
        close()
        // What was under way opens a connection again.
        void last.then(close)
      }
    },
    close,
  }
}

function superseded(): HoldfastError {
  return new HoldfastError('SUPERSEDED', 'Somebody else owns this record now; the edit was dropped.')
}

function newer(): HoldfastError {
  return new HoldfastError('RECORD_READ_ONLY', 'A newer version of the app wrote this record; reload to get it.')
}
