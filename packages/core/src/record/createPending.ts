import { HoldfastError } from '../HoldfastError.ts'
import type { Beside, RowAccess } from '../storage/RecordStorage.ts'
import type { Codec, Made } from './createCodec.ts'
import { createEdit, type Edit, superseded } from './createEdit.ts'
import type { Make, Owned } from './Owned.ts'

export interface Pending<T> extends Pick<Owned<T>, 'edits' | 'add'> {
  /** Sends what waited for an owner, and takes back what was made on another's value. */
  swap(): void
}

/** The edits that are shown but not yet durable. Those that wait for their turn at the same time are one commit. */
export function createPending<T>(
  codec: Codec<T>,
  getUser: () => string | null | undefined,
  getAccess: () => RowAccess | undefined,
  sessionNow: (pinned?: Beside['pinned']) => string | null | undefined,
  inTurn: (work: () => Promise<void>) => void,
  write: (into: RowAccess, make: Make<T>, onDone: () => void) => Promise<void>,
  onChange: () => void,
): Pending<T> {
  const edits = new Set<Edit<T>>()
  /** Those that go into the next commit. */
  let batch: Edit<T>[] | undefined

  function send(edit: Edit<T>): void {
    const into = getAccess()
    if (!into) return
    edit.sessionId = sessionNow()
    if (batch) return void batch.push(edit)
    const all = [edit]
    batch = all
    inTurn(() => {
      batch = undefined
      return commit(into, all)
    })
  }

  async function commit(into: RowAccess, all: readonly Edit<T>[]): Promise<void> {
    let values: T[]
    const make: Make<T> = (now, _, { pinned }) => {
      let made: Made<T> = now
      values = all.map((edit) => {
        if (!edits.has(edit) || sessionNow(pinned) !== edit.sessionId) throw superseded()
        if (now.status === 'read-only')
          throw new HoldfastError('RECORD_READ_ONLY', 'A newer version of the app wrote this record; reload to get it.')
        try {
          made = edit.apply(made)
        } catch (error) {
          edit.drop(error)
        }
        return made.value
      })
      return made
    }
    try {
      await write(into, make, () => {
        for (const edit of all) {
          edits.delete(edit)
          edit.resolve(values.shift() as T)
        }
      })
    } catch (error) {
      const left = all.filter((edit) => edits.has(edit))
      // Where one was given up meanwhile, the others begin again.
      if (left[0] && left.length < all.length) return commit(into, left)
      for (const edit of all) edit.drop(error)
      onChange()
    }
  }

  return {
    edits,
    add: (change, signal) =>
      new Promise((resolve, reject) => {
        const edit = createEdit(codec, change, {
          user: getUser(),
          resolve,
          drop(error) {
            edits.delete(edit)
            reject(error)
          },
        })
        signal.addEventListener('abort', () => {
          edits.delete(edit)
          onChange()
        })
        edits.add(edit)
        onChange()
        send(edit)
      }),
    swap() {
      batch = undefined
      for (const edit of edits) {
        if (edit.sessionId === undefined) {
          if (edit.user === undefined || edit.user === getUser()) send(edit)
          else edit.drop(superseded())
        } else if (edit.sessionId !== sessionNow()) edits.delete(edit) // Under way, its transaction decides whether it came in time.
      }
    },
  }
}
