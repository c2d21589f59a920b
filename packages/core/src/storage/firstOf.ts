import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import type { OpenOptions, RecordStorage, Row, RowAccess } from './RecordStorage.ts'

/**
 * Uses the first storage that works, and moves to the next where one fails; the app hears of it once per move.
 * Throws `INVALID_OPTION` if there is none.
 */
export function firstOf(...storages: RecordStorage[]): RecordStorage {
  if (!storages[0])
    throw new HoldfastError('INVALID_OPTION', 'firstOf needs a storage, such as firstOf(inIndexedDb(), inMemory()).')
  return {
    kind: storages.map(({ kind }) => kind).join(', '),
    open: (options) =>
      openFirst(
        storages.map((storage) => () => storage.open(options)),
        options.onDegraded,
      ),
  }
}

/** The first of several rows that works, opened by its first use; `canMoveLater`: also when a commit fails after a read. */
export function openFirst(
  openers: readonly (() => RowAccess)[],
  onDegraded: OpenOptions['onDegraded'],
  canMoveLater = true,
): RowAccess {
  let wasRead = false
  let known: Row | null = null
  const opened: RowAccess[] = []
  let moving: Promise<void> | undefined

  const current = (): RowAccess => opened.at(-1) ?? openNext()

  function openNext(): RowAccess {
    const next = (openers[opened.length] as () => RowAccess)()
    opened.push(next)
    return next
  }

  async function attempt<T>(
    canMove: (error: HoldfastError) => boolean,
    work: (access: RowAccess) => Promise<T>,
  ): Promise<T> {
    for (;;) {
      // Until the row has come along, the next storage would be read as empty.
      await moving
      const tried = current()
      try {
        return await work(tried)
      } catch (error) {
        if (tried !== current()) continue
        if (!isMovable(error) || !canMove(error)) throw error
        moving = move(error)
      }
    }
  }

  const isMovable = (error: unknown): error is HoldfastError =>
    opened.length < openers.length && isHoldfastError(error, 'STORAGE_UNAVAILABLE', 'STORAGE_FULL')

  /** What was last known goes along: the record goes on where it was. */
  async function move(error: HoldfastError): Promise<void> {
    const from = current()
    const next = openNext()
    from.close()
    onDegraded?.(from.kind, next.kind, error)
    const base = known
    if (!base) return
    try {
      await next.commit((row) => (row ? undefined : base))
    } catch (failed) {
      if (isMovable(failed)) await move(failed)
    }
  }

  function keep(row: Row | null): Row | null {
    wasRead = true
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
        () => !wasRead,
        (access) => access.read().then(keep),
      ),
    commit: (change, options) =>
      attempt(
        () => (canMoveLater || !wasRead) && !options?.mustStay,
        (access) => access.commit(change, options).then(keep),
      ),
    // No room even for the key: no tab has sealed anything there yet.
    seal: (secret, label) =>
      attempt(
        ({ code }) => code === 'STORAGE_FULL',
        (access) => access.seal(secret, label),
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
