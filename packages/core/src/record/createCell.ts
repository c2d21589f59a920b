import type { Beside, CommitOptions, Draft, Row, RowAccess } from '../storage/RecordStorage.ts'
import type { Codec, Decoded } from './createCodec.ts'

/** What to write, and the value that it is; nothing: leave the row as it is. May run several times, and may throw. */
export type Make<T> = (
  now: Decoded<T>,
  row: Row | null,
  beside: Beside,
) => { readonly value: T; readonly draft: Draft | null } | null | undefined | false

/** One row of a record: what is committed, and how to change it. */
export interface Cell<T> {
  readonly access: RowAccess
  /** As last read or written; `loading`: what the mirror says, else the initial value. */
  committed: Decoded<T>
  generation: number
  read(): Promise<void>
  /** Commits what `make` makes, and resolves with the value as it then is; `onDone` is called before that is shown. */
  write(make: Make<T>, options: CommitOptions, onDone?: () => void): Promise<T>
}

export interface CellOptions<T> {
  readonly access: RowAccess
  readonly codec: Codec<T>
  readonly onChange: (isWritten: boolean) => void
  /** Called when data that made no sense was set aside. */
  readonly onBroken: () => void
}

export function createCell<T>({ access, codec, onChange, onBroken }: CellOptions<T>): Cell<T> {
  const cell: Cell<T> = {
    access,
    committed: { status: 'loading', value: codec.decode(access.peek()).value },
    generation: 0,
    read,
    write,
  }

  function take(row: Row | null, decoded: Decoded<T>, isWritten = false): void {
    cell.generation = row?.generation ?? 0
    cell.committed = decoded
    onChange(isWritten)
  }

  async function read(): Promise<void> {
    const row = await access.read()
    const decoded = codec.decode(row)
    if (decoded.status !== 'broken') return take(row, decoded)
    const left = await access.commit((now) => (now?.generation === row?.generation ? null : undefined), {
      keepsOld: true,
    })
    if (!left) onBroken()
    return read()
  }

  async function write(make: Make<T>, options: CommitOptions, onDone?: () => void): Promise<T> {
    let made!: Decoded<T>
    let isWritten = false
    const row = await access.commit((before, beside) => {
      made = codec.decode(before)
      const next = made.status !== 'broken' && make(made, before, beside)
      isWritten = !!next
      if (!next) return undefined
      made = { status: 'ready', value: next.value }
      return next.draft
    }, options)
    if (made.status === 'broken') {
      // Reading sets it aside.
      await read()
      return write(make, options, onDone)
    }
    onDone?.()
    take(row, made, isWritten)
    return made.value
  }

  return cell
}
