import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import type { Platform } from '../platform/Platform.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { openWithFallback } from '../storage/openWithFallback.ts'
import type { Beside, CommitOptions, Row, RowAccess } from '../storage/RecordStorage.ts'
import { storageError } from '../storage/storageError.ts'
import { createCodec, type Decoded } from './createCodec.ts'
import { createEdit, type Edit, superseded } from './createEdit.ts'
import { createNews } from './createNews.ts'
import type { Make, Owned } from './Owned.ts'
import { NOBODY, type Owner, type Ownership } from './Owner.ts'
import type { RecordOptions } from './RecordOptions.ts'
import { takeGuest } from './takeGuest.ts'

export function createOwned<T>(
  options: RecordOptions<T>,
  platform: Platform,
  owner: Owner | undefined,
  onChange: () => void,
): Owned<T> {
  const { name, initial, merge, keep = 'until-signed-out', storage = inIndexedDb(), onDegraded } = options
  const codec = createCodec(options)
  const guestKey = `${owner?.name ?? ''}/${name}`
  const edits = new Set<Edit<T>>()
  const accesses = new Map<string, RowAccess>()
  let ownership: Ownership | null = null
  // The row of the present owner; none until it is known who that is.
  let access: RowAccess | undefined
  let committed: Decoded<T> = { status: 'loading', value: initial }
  let generation = 0
  let last: Promise<unknown> = Promise.resolve()
  let isLooking = false
  const news = createNews({
    platform,
    getRecord: () => access?.rowKey ?? name,
    getGeneration: () => generation,
    look,
    letGo() {
      // What commits as the page goes could be told by nobody later.
      if (edits.size) news.tell(-1)
      close()
    },
  })

  const keyOf = (userHash: string | null): string =>
    userHash ? `${owner?.name}@${userHash}${keep === 'always' ? '*' : ''}/${name}` : guestKey

  /** One after another, so that a slow commit is never shown after, and under, an older read. */
  function inTurn<V>(work: () => Promise<V>): Promise<V> {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }

  function look(): void {
    // One that waits will see all that is known of now; one under way may not.
    if (isLooking) return
    isLooking = true
    void inTurn(async () => {
      isLooking = false
      if (access) await read(access)
    })
  }

  function report(from: string, to: string, error: HoldfastError): void {
    owner?.report(name, from, to, error)
    // On its own, for what the app throws there must not disturb the record.
    if (onDegraded) queueMicrotask(() => onDegraded({ from, to, error }))
  }

  /** Each row once: what memory holds of it is there when its owner comes back. */
  function open(key: string): RowAccess {
    const row = accesses.get(key) ?? openWithFallback(storage, { name: key, platform, onDegraded: report })
    accesses.set(key, row)
    return row
  }

  function close(): void {
    for (const row of accesses.values()) row.close()
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
    if (before?.userHash === next.userHash) {
      // They may have been away, unseen, and their value with them.
      look()
    } else {
      enter(next)
      if (before?.userHash && keep === 'never') forget(before.userHash)
    }
    if (next.removed && keep !== 'always') forget(next.removed)
    for (const edit of edits) {
      // Under way, its transaction decides whether it came in time.
      if (edit.sessionId !== undefined && edit.sessionId !== next.sessionId) edits.delete(edit)
      if (edit.sessionId !== undefined) continue
      if (edit.user === undefined || edit.user === owner?.getUser()) send(edit)
      else edit.drop(superseded())
    }
    onChange()
  }

  function enter({ sessionId, userHash }: Ownership): void {
    const entered = open(keyOf(userHash))
    access = entered
    committed = { status: 'loading', value: codec.decode(entered.peek()).value }
    generation = 0
    void inTurn(async () => {
      if (userHash && merge) await absorb(entered, sessionId, merge)
      // Where it fails, the next wake, news or edit reads again.
      await read(entered)
    })
  }

  function take(from: RowAccess, row: Row | null, decoded: Decoded<T>): void {
    if (from !== access) return
    generation = row?.generation ?? 0
    committed = decoded
    onChange()
  }

  async function read(from: RowAccess): Promise<void> {
    const row = await from.read()
    const decoded = codec.decode(row)
    if (decoded.status !== 'broken') return take(from, row, decoded)
    const left = await from.commit((now) => (now?.generation === row?.generation ? null : undefined), {
      keepsOld: true,
    })
    if (!left) report(from.kind, from.kind, storageError('STORAGE_CORRUPT'))
    return read(from)
  }

  /** Commits what `make` makes, and resolves with the value as it then is; `onDone` is called before that is shown. */
  async function write(into: RowAccess, make: Make<T>, options: CommitOptions, onDone?: () => void): Promise<T> {
    let made!: Decoded<T>
    let isWritten = false
    const row = await into.commit((before, beside) => {
      made = codec.decode(before)
      const draft = made.status === 'broken' ? undefined : make(made, before, beside)
      isWritten = draft !== undefined
      if (isWritten) made = draft ? { status: 'ready', value: draft.data as T } : codec.decode(null)
      return draft
    }, options)
    if (made.status === 'broken') {
      // Reading sets it aside.
      await read(into)
      return write(into, make, options, onDone)
    }
    onDone?.()
    take(into, row, made)
    if (isWritten) tell(into, row)
    return made.value
  }

  function tell({ rowKey }: RowAccess, row: Row | null): void {
    news.tell(row?.generation ?? 0, rowKey ?? name)
  }

  /** What `merge` makes of the guest's value and the user's is the user's; the guest's is gone then. */
  async function absorb(entered: RowAccess, sessionId: string | null, how: NonNullable<typeof merge>): Promise<void> {
    const guest = open(guestKey)
    const isStill = (pinned: Beside['pinned']): boolean => sessionNow(pinned) === sessionId
    const commit = (make: Make<T>): Promise<T> => write(entered, make, { ...pin(), absorb: guestKey })
    try {
      if (await takeGuest(guest, entered, codec, how, isStill, commit)) tell(guest, null)
    } catch (cause) {
      if (isHoldfastError(cause, 'STORAGE_UNAVAILABLE', 'STORAGE_FULL')) return
      const message = `merge() of ${name} failed: the guest's value stays apart.`
      const { kind } = entered
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
    if (!access || !ownership) return
    const into = access
    edit.sessionId = ownership.sessionId
    const make: Make<T> = (now, row, { pinned }) => {
      if (!edits.has(edit) || sessionNow(pinned) !== edit.sessionId) throw superseded()
      return edit.toDraft(now, row)
    }
    inTurn(() => write(into, make, pin(), () => edits.delete(edit))).then(edit.resolve, (error) => undo(edit, error))
  }

  function undo(edit: Edit<T>, error: unknown): void {
    edit.drop(error)
    onChange()
  }

  return {
    edits,
    getCommitted: () => committed,
    isDurable: () => access?.isDurable ?? true,
    add: (change, signal) =>
      new Promise((resolve, reject) => {
        const edit = createEdit(codec, change, owner?.getUser(), resolve, (error) => {
          edits.delete(edit)
          reject(error)
        })
        signal.addEventListener('abort', () => undo(edit, signal.reason))
        edits.add(edit)
        onChange()
        send(edit)
      }),
    start(restart) {
      owner?.start()
      const ends = [news.start()]
      if (owner)
        ends.push(
          owner.onOwnership(swap),
          owner.onLeave(() => last),
          owner.onTurn(restart),
        )
      if (access) look()
      swap()
      return () => {
        for (const end of ends) end()
        close()
        // What was under way opens a connection again.
        void last.then(close)
      }
    },
  }
}
