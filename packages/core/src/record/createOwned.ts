import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import type { Platform } from '../platform/Platform.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { openWithFallback } from '../storage/openWithFallback.ts'
import type { Beside, Row, RowAccess } from '../storage/RecordStorage.ts'
import { storageError } from '../storage/storageError.ts'
import { createCodec, type Decoded, type Made } from './createCodec.ts'
import { createNews } from './createNews.ts'
import { createPending } from './createPending.ts'
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
  const accesses = new Map<string, RowAccess>()
  let ownership: Ownership | null = null
  // The row of the present owner; none until it is known who that is.
  let access: RowAccess | undefined
  let committed: Decoded<T> = { status: 'loading', value: initial }
  // None that any row has, until one has been read.
  let generation = 0.5
  let last: Promise<unknown> = Promise.resolve()
  let isLooking = false
  const pending = createPending(
    codec,
    () => owner?.getUser(),
    () => access,
    sessionNow,
    inTurn,
    write,
    onChange,
  )
  const news = createNews({
    platform,
    getRecord: () => access?.rowKey ?? name,
    getGeneration: () => generation,
    look,
    letGo() {
      // What commits as the page goes could be told by nobody later.
      if (pending.edits.size) news.tell(-1)
      close()
    },
  })

  const keyOf = (userHash: string | null): string =>
    userHash ? `${owner?.name}@${userHash}${keep === 'always' ? '*' : ''}/${name}` : guestKey

  /** One after another, so that a slow commit is never shown after, and under, an older read. */
  function inTurn(work: () => Promise<unknown>): void {
    last = last.then(work).catch(() => {})
  }

  function look(): void {
    // One that waits will see all that is known of now; one under way may not.
    if (isLooking) return
    isLooking = true
    inTurn(async () => {
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

  /** The session's id as its row has it, where that was read in the same transaction, else as this tab knows it. */
  function sessionNow(pinned?: Beside['pinned']): string | null | undefined {
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
    pending.swap()
    onChange()
  }

  function enter({ sessionId, userHash }: Ownership): void {
    const entered = open(keyOf(userHash))
    access = entered
    committed = { status: 'loading', value: codec.decode(entered.peek()).value }
    generation = 0.5
    inTurn(async () => {
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

  /** What this tab has read or written makes the same sense again. */
  function decode(from: RowAccess, row: Row | null): Decoded<T> {
    return from === access && row?.generation === generation ? committed : codec.decode(row)
  }

  async function read(from: RowAccess): Promise<void> {
    const row = await from.read()
    const decoded = decode(from, row)
    if (decoded.status !== 'broken') return take(from, row, decoded)
    const left = await from.commit((now) => (now?.generation === row?.generation ? null : undefined), {
      keepsOld: true,
    })
    if (!left) report(from.kind, from.kind, storageError('STORAGE_CORRUPT'))
    return read(from)
  }

  /** Commits what `make` makes; `onDone` is called before that is shown. */
  async function write(into: RowAccess, make: Make<T>, onDone: () => void, absorb?: string): Promise<void> {
    let now!: Decoded<T>
    let made!: Made<T>
    const row = await into.commit(
      (before, beside) => {
        now = decode(into, before)
        made = now.status === 'broken' ? now : make(now, before, beside)
        return made.draft
      },
      { pin: owner?.getPin(), absorb },
    )
    if (now.status === 'broken') {
      // Reading sets it aside.
      await read(into)
      return write(into, make, onDone, absorb)
    }
    onDone()
    take(into, row, { ...now, value: made.value })
    if (made.draft !== undefined) tell(into, row)
  }

  function tell({ rowKey }: RowAccess, row: Row | null): void {
    news.tell(row?.generation ?? 0, rowKey ?? name)
  }

  /** What `merge` makes of the guest's value and the user's is the user's; the guest's is gone then. */
  async function absorb(entered: RowAccess, sessionId: string | null, how: NonNullable<typeof merge>): Promise<void> {
    const guest = open(guestKey)
    const isStill = (pinned: Beside['pinned']): boolean => sessionNow(pinned) === sessionId
    try {
      const isMoved = await takeGuest(guest, entered, codec, how, isStill, (make) =>
        write(entered, make, () => {}, guestKey),
      )
      if (isMoved) tell(guest, null)
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
    inTurn(() =>
      open(keyOf(userHash)).commit((row, { pinned }) => (row && sessionNow(pinned) === sessionId ? null : undefined), {
        pin: owner?.getPin(),
      }),
    )
  }

  return {
    ...pending,
    getCommitted: () => committed,
    isDurable: () => access?.isDurable ?? true,
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
