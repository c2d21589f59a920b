import type { HoldfastError } from '../HoldfastError.ts'
import { createId } from '../platform/createId.ts'
import { limitTime } from '../platform/limitTime.ts'
import type { Grant, SessionUser } from '../source/Source.ts'
import type { CommitOptions, Row } from '../storage/RecordStorage.ts'
import { storageError } from '../storage/storageError.ts'
import type { Core } from './Core.ts'
import { createTrust, TRUST } from './createTrust.ts'
import { HEAD_VERSION, type Head, readHead, toDraft } from './Head.ts'
import { type Held, isFresh } from './Held.ts'
import { judge } from './judge.ts'
import { reachedLimit } from './limits.ts'
import { mirroredUser } from './mirrorHead.ts'
import { corruptRow, newerRow } from './newerRow.ts'
import { labelOf } from './signedIn.ts'
import { readSecret, toHeld } from './toHeld.ts'

/** Keeps what this tab knows in step with the row. */
export interface Sync {
  /** Shows what a mirror says, until the row has been read. */
  peek(): void
  /** Shows whom the server named, until the row has been read. */
  seed(user: SessionUser | null): void
  /** Reads the row once for all who ask at the same time. */
  confirm(): Promise<void>
  /**
   * Confirms unless a read within the last second still counts. Resolves all the same where the row cannot be read, or
   * not within `limit` milliseconds.
   */
  ensureTrust(limit?: number): Promise<void>
  isTrusted(): boolean
  /** Lets go of the storage, if what was under way at `stop()` has opened it again. */
  release(): void
  /** Makes every earlier read count for nothing. */
  distrust(): void
  /** Changes the row in one transaction, takes over what it then is, and tells the other tabs. Moves to no other storage unless `mustStay` is false. */
  commit(
    change: (head: Head | null, isNewer: boolean) => Head | undefined,
    options?: CommitOptions & Overwrite,
  ): Promise<Head | null>
  /** Whether the grant in hand may be used without asking. */
  isFresh(): boolean
  /** The generation last seen; 0: none. */
  getGeneration(): number
  /** Uses `grant` in this tab although the row still has the grant it came of. */
  keep(grant: Grant, basis: Head): void
}

interface Reactions {
  /** Tells the other tabs of a new generation. */
  readonly tell: (generation: number) => void
  /** The server must hear of an end that this tab knows best: it ended the session by a limit, or alone has the tokens. */
  readonly onOwed: () => void
}

interface Overwrite {
  /** Writes over a row of a newer version too. @default false */
  readonly isForced?: boolean
}

export function createSync<User extends SessionUser>(
  core: Omit<Core<User>, 'sync'>,
  { tell, onOwed }: Reactions,
): Sync {
  const { access, limits, leeway, runtime, source } = core
  const { clock } = core.platform
  const trust = createTrust(core.platform)
  const canRestore = !!source.restore
  let issued = 0
  let applied = 0
  let generation = 0
  let excused = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined
  let isReported = false
  let isSeeded = false
  // One id for each session that a limit ends, so that an end which cannot be written is one end.
  let ending = { from: '', to: '' }

  const sync: Sync = {
    peek() {
      const head = readHead(access.peek())
      const user = mirroredUser(head) as User | undefined
      if (head && typeof user?.id === 'string' && !reachedLimit(head, limits, clock.now()))
        runtime.dispatch({ type: 'shown', user })
    },
    seed(user) {
      isSeeded = !!user
      runtime.dispatch({ type: 'shown', user: user as User | null })
    },
    confirm() {
      reading ??= tracked((order) => access.read().then((row) => take(row, false, order))).finally(() => {
        reading = undefined
      })
      return reading
    },
    async ensureTrust(limit = TRUST) {
      // A read that failed is not tried again at once, lest every call wait for it.
      if (sync.isTrusted() || clock.monotonic() - excused < TRUST) return
      const isUnbroken = trust.watch()
      try {
        await limitTime(
          clock,
          limit,
          [],
          () => storageError('STORAGE_UNAVAILABLE'),
          async () => {
            await sync.confirm()
            // A read that began before the page was frozen says nothing of now.
            if (!isUnbroken()) await sync.confirm()
          },
          // After a freeze the answer comes before the last of several timers.
          4,
        )
      } catch (error) {
        if (runtime.getState().head === undefined) throw error
        excused = clock.monotonic()
        // An error is not an answer: the tab goes on with what it has, and hears of an end by the channel.
        report('memory', error as HoldfastError)
      }
    },
    isTrusted: trust.isTrusted,
    release() {
      if (runtime.getLifeSignal().aborted) access.close()
    },
    distrust() {
      trust.distrust()
      excused = Number.NEGATIVE_INFINITY
    },
    async commit(change, options) {
      let isHere = false
      const row = await tracked(async (order) => {
        const committed = await access.commit((before) => {
          const isNewer = !!before && before.version > HEAD_VERSION
          if (isNewer && !options?.isForced) throw newerRow()
          const next = change(isNewer ? null : readHead(before), isNewer)
          isHere = next !== undefined
          return next && toDraft(next)
        }, stay(options))
        await take(committed, isHere, order)
        return committed
      })
      if (isHere && row) tell(row.generation)
      return readHead(row)
    },
    isFresh() {
      const { held } = runtime.getState()
      return !!held && isFresh(held, clock.now(), clock.monotonic())
    },
    getGeneration: () => generation,
    keep(grant, basis) {
      const { head } = runtime.getState()
      if (head?.grantId !== basis.grantId) return
      const kept = { ...basis, receivedAt: clock.now(), lifetime: grant.lifetime }
      const held = {
        ...toHeld(kept, grant as Grant<User>, { clock, leeway, source }),
        grantId: `${basis.grantId}+`,
        basis: basis.grantId,
      }
      runtime.dispatch({ type: 'row', head, held, isHere: true, isFresh: true, canRestore })
    },
  }

  /** Runs a read or a commit; the row counts as confirmed from the moment it began. */
  async function tracked<T>(work: (order: number) => Promise<T>): Promise<T> {
    const count = trust.begin()
    try {
      const result = await work(++issued)
      count()
      return result
    } finally {
      sync.release()
    }
  }

  async function take(read: Row | null, wasHere: boolean, order: number): Promise<void> {
    const { row, head, isHere, isEnded } = await applyLimits(read, wasHere)
    const held = await hold(head)
    const { held: before } = runtime.getState()
    // Transactions of one store finish in the order in which they began; what resolves late says nothing new.
    if (order >= applied) {
      applied = order
      generation = row?.generation ?? 0
      if (row && !head) report(access.kind, row.version > HEAD_VERSION ? newerRow() : corruptRow())
      const fresh = !!held && isFresh(held, clock.now(), clock.monotonic())
      runtime.dispatch({ type: 'row', head, held, isHere, isFresh: fresh, canRestore })
    }
    const label = before && labelOf(before.sessionId, before.grantId)
    if (isEnded || head?.owed.some((owed) => owed.secret === null && owed.label === label)) onOwed()
  }

  /** Applies the limits before anybody sees the session; judged again in the transaction, so that activity elsewhere wins. */
  async function applyLimits(
    read: Row | null,
    wasHere: boolean,
  ): Promise<{ row: Row | null; head: Head | null; isHere: boolean; isEnded?: boolean }> {
    const { head: known, snapshot } = runtime.getState()
    const mayKnow = source.isServerHeld ? snapshot.status !== 'signed-out' : canRestore && isSeeded
    const isUnasked = mayKnow && known === undefined
    const from = readHead(read)?.sessionId ?? ''
    if (from !== ending.from || (isUnasked && !ending.to)) ending = { from, to: createId(core.platform) }
    const sessionId = ending.to
    const judged = (row: Row | null): Head | undefined => judge(row, { limits, now: clock.now(), sessionId, isUnasked })
    const head = readHead(read)
    const first = judged(read)
    if (!first) return { row: read, head, isHere: wasHere }
    try {
      const row = await access.commit((before) => {
        const next = judged(before)
        return next && toDraft(next)
      }, stay())
      const after = readHead(row)
      const isEnded = after?.sessionId === sessionId && !after.grantId
      if (row && isEnded) tell(row.generation)
      return { row, head: after, isHere: isEnded || (wasHere && after?.sessionId === head?.sessionId), isEnded }
    } catch {
      // It holds in this tab even where it cannot be written.
      return { row: read, head: first, isHere: false }
    }
  }

  /** What this tab can use of the row: the grant in hand if it is still that one, or the one unsealed. */
  async function hold(head: Head | null): Promise<Held<User> | null> {
    if (!head?.grantId) return null
    const { held } = runtime.getState()
    const own = held?.sessionId === head.sessionId ? held : null
    if (own && (own.grantId === head.grantId || own.basis === head.grantId)) return own
    const label = labelOf(head.sessionId, head.grantId)
    const secret = readSecret(await access.unseal(head.secret, label))
    if (!secret) return own
    return toHeld(head, { ...secret, lifetime: head.lifetime } as Grant<User>, { clock, leeway, source })
  }

  function report(to: string, error: HoldfastError): void {
    if (isReported) return
    isReported = true
    runtime.emit('degraded', { record: core.label, from: access.kind, to, error })
  }

  return sync
}

/** A session that other tabs share moves to another storage only at a sign-in. */
function stay(options?: CommitOptions): CommitOptions {
  return { mustStay: true, ...options }
}
