import { HoldfastError } from '../HoldfastError.ts'
import type { Beside, Row, RowAccess } from '../storage/RecordStorage.ts'
import type { Codec, Decoded } from './createCodec.ts'
import type { Edit } from './createEdit.ts'

/** One row of a record: what is committed, and how to change it. */
export interface Cell<T> {
  readonly access: RowAccess
  /** What to show before the first read: what the mirror says, else the initial value. */
  readonly hint: T
  /** As last read or written; `undefined`: not read yet. */
  getCommitted(): Decoded<T> | undefined
  getGeneration(): number
  read(): Promise<void>
  /** Commits one edit and resolves with the value it made. */
  write(edit: Edit<T>): Promise<T>
  /** Resolves when nothing is under way any more. */
  rest(): Promise<unknown>
}

export interface CellOptions<T> {
  readonly access: RowAccess
  readonly codec: Codec<T>
  /** The session's row, which pins an edit; `null` where there is none. */
  readonly pin: string | null
  /** Throws where the edit was made on another owner's value. */
  readonly checkOwner: (edit: Edit<T>, pinned: Beside['pinned']) => void
  readonly onChange: () => void
  readonly onWritten: (generation: number) => void
  /** Called when data that made no sense was set aside. */
  readonly onBroken: () => void
}

export function createCell<T>(options: CellOptions<T>): Cell<T> {
  const { access, codec, pin, checkOwner, onChange, onWritten, onBroken } = options
  let committed: Decoded<T> | undefined
  let generation = -1
  let last: Promise<unknown> = Promise.resolve()
  let nextRead: Promise<void> | undefined

  /** One after another, so that a slow commit is never shown after, and under, an older read. */
  function inTurn<V>(work: () => Promise<V>): Promise<V> {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }

  function take(row: Row | null, decoded: Decoded<T>): void {
    const found = row?.generation ?? 0
    if (found !== generation || !committed) {
      generation = found
      committed = decoded
    }
    onChange()
  }

  async function load(): Promise<void> {
    const row = await access.read()
    const decoded = codec.decode(row)
    if (!decoded.isBroken) return take(row, decoded)
    const left = await access.commit((now) => (now?.generation === row?.generation ? null : undefined), {
      keepsOld: true,
    })
    if (!left) onBroken()
    return load()
  }

  async function write(edit: Edit<T>): Promise<T> {
    let made!: Decoded<T>
    let isWritten = false
    const row = await access.commit(
      (before, { pinned }) => {
        checkOwner(edit, pinned)
        made = codec.decode(before)
        const { status, value, isBroken } = made
        if (status === 'read-only') throw newer()
        const next = edit.change(value)
        isWritten = !isBroken && (edit.isRemoval ? before !== null : !Object.is(next, value))
        if (!isWritten) return undefined
        made = { status, value: next, isBroken }
        return edit.isRemoval ? null : codec.encode(next)
      },
      pin === null ? {} : { pin },
    )
    if (made.isBroken) {
      await load()
      return write(edit)
    }
    edit.isOver = true
    take(row, made)
    if (isWritten) onWritten(generation)
    return made.value
  }

  return {
    access,
    hint: codec.decode(access.peek()).value,
    getCommitted: () => committed,
    getGeneration: () => generation,
    read() {
      // One that waits will see all that is known of now; one under way may not.
      nextRead ??= inTurn(() => {
        nextRead = undefined
        return load()
      })
      return nextRead
    },
    write: (edit) => inTurn(() => write(edit)),
    rest: () => last,
  }
}

function newer(): HoldfastError {
  return new HoldfastError(
    'RECORD_READ_ONLY',
    'A newer version of the app wrote this record; reload to get that version before changing it.',
  )
}
