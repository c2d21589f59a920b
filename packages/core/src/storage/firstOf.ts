import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import type { OpenOptions, RecordStorage, Row, RowAccess } from './RecordStorage.ts'

/**
 * Uses the first storage that works, and moves to the next where one fails; the app hears of it once per move.
 * Throws `INVALID_OPTION` if there is none.
 */
export function firstOf(...storages: RecordStorage[]): RecordStorage {
  if (!storages[0])
    throw new HoldfastError('INVALID_OPTION', 'firstOf needs a storage, such as firstOf(inIndexedDb(), inMemory()).')
  return { kind: storages.map(({ kind }) => kind).join(', '), open: (options) => openFirst(storages, options) }
}

/** The first of several rows that works, opened by its first use; `canMoveLater`: also when a commit fails after a read. */
export function openFirst(
  storages: readonly Pick<RecordStorage, 'open'>[],
  options: OpenOptions,
  canMoveLater = true,
): RowAccess {
  const opened: RowAccess[] = []
  /** As last seen; `undefined`: not yet. */
  let known: Row | null | undefined
  let moving: Promise<unknown> | undefined

  const current = (): RowAccess => opened.at(-1) ?? openNext()

  function openNext(): RowAccess {
    const next = (storages[opened.length] as RecordStorage).open(options)
    opened.push(next)
    return next
  }

  const isMovable = (error: unknown): boolean =>
    opened.length < storages.length && isHoldfastError(error, 'STORAGE_UNAVAILABLE', 'STORAGE_FULL')

  async function attempt<T>(
    work: (access: RowAccess) => Promise<T>,
    canMove: (error: HoldfastError) => boolean,
  ): Promise<T> {
    // Until the row has come along, the next storage would be read as empty.
    await moving
    const tried = current()
    try {
      return await work(tried)
    } catch (error) {
      if (tried === current()) {
        if (!isMovable(error) || !canMove(error as HoldfastError)) throw error
        moving = move(error as HoldfastError)
      }
      return attempt(work, canMove)
    }
  }

  /** What was last known goes along: the record goes on where it was. */
  async function move(error: HoldfastError): Promise<void> {
    const from = current()
    const next = openNext()
    from.close()
    options.onDegraded?.(from.kind, next.kind, error)
    const base = known
    if (!base) return
    try {
      await next.commit((row) => (row ? undefined : base))
    } catch (failed) {
      if (isMovable(failed)) await move(failed as HoldfastError)
    }
  }

  const keep = (row: Row | null): Row | null => {
    known = row
    return row
  }

  return {
    get kind() {
      return current().kind
    },
    get isDurable() {
      return current().isDurable
    },
    get isShared() {
      return current().isShared
    },
    get rowKey() {
      return current().rowKey
    },
    peek: () => current().peek(),
    read: () =>
      attempt(
        (access) => access.read().then(keep),
        () => known === undefined,
      ),
    async commit(change, given) {
      const committed = attempt(
        (access) => access.commit(change, given).then(keep),
        () => (canMoveLater || known === undefined) && !given?.mustStay,
      )
      if (given?.reachesAll) {
        await committed.catch(() => {})
        // Best effort: what still fails is passed over.
        for (const earlier of opened.slice(0, -1)) await earlier.commit(change, given).catch(() => {})
      }
      return committed
    },
    // No room even for the key: no tab has sealed anything there yet.
    seal: (secret, label) =>
      attempt(
        (access) => access.seal(secret, label),
        ({ code }) => code === 'STORAGE_FULL',
      ),
    async unseal(sealed, label) {
      // What an earlier storage sealed came along as it was.
      for (const earlier of opened.slice(0, -1)) {
        const secret = await earlier.unseal(sealed, label).catch(() => undefined)
        if (secret !== undefined) return secret
      }
      return current().unseal(sealed, label)
    },
    close() {
      for (const access of opened) access.close()
    },
  }
}
