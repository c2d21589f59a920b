import { type HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import type { OpenOptions, RecordStorage, Row, RowAccess } from './RecordStorage.ts'

/** Uses the first storage that works, and moves to the next where one fails; the app hears of it once per move. */
export function firstOf(...storages: RecordStorage[]): RecordStorage {
  return {
    kind: storages.map(({ kind }) => kind).join(', '),
    open: (options) =>
      openFirst(
        storages.map((storage) => () => storage.open(options)),
        options.onDegraded,
      ),
  }
}

/** The first of several rows that works; `canMoveLater`: also when a commit fails. */
export function openFirst(
  openers: readonly (() => RowAccess)[],
  onDegraded: OpenOptions['onDegraded'],
  canMoveLater = true,
): RowAccess {
  let index = 0
  let wasRead = false
  let known: Row | null = null
  let current = (openers[0] as () => RowAccess)()

  async function attempt<T>(canMove: () => boolean, work: () => Promise<T>): Promise<T> {
    for (;;) {
      const tried = current
      try {
        return await work()
      } catch (error) {
        if (tried !== current) continue
        const next = openers[index + 1]
        if (!next || !canMove() || !isHoldfastError(error, 'STORAGE_UNAVAILABLE', 'STORAGE_FULL')) throw error
        await move(next, error)
      }
    }
  }

  /** What was last known goes along: the record goes on where it was. */
  async function move(open: () => RowAccess, error: HoldfastError): Promise<void> {
    const from = current
    index++
    current = open()
    from.close()
    const base = known
    if (base) await current.commit((row) => (row ? undefined : base)).catch(() => {})
    onDegraded?.(from.kind, current.kind, error)
  }

  return {
    get kind() {
      return current.kind
    },
    get isDurable() {
      return current.isDurable
    },
    get isShared() {
      return current.isShared
    },
    get rowKey() {
      return current.rowKey
    },
    peek: () => current.peek(),
    async read() {
      known = await attempt(
        () => !wasRead,
        () => current.read(),
      )
      wasRead = true
      return known
    },
    async commit(change, options) {
      const canMove = (): boolean => canMoveLater && !options?.mustStay
      known = await attempt(canMove, () => current.commit(change, options))
      return known
    },
    removeAll: (suffix) => current.removeAll(suffix),
    seal: (secret, label) => current.seal(secret, label),
    unseal: (sealed, label) => current.unseal(sealed, label),
    close: () => current.close(),
  }
}
