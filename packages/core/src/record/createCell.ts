import { HoldfastError } from '../HoldfastError.ts'
import type { Beside, RowAccess } from '../storage/RecordStorage.ts'
import type { Codec, Decoded } from './createCodec.ts'

/** An edit that is shown but not yet durable. */
export interface Edit<T> {
  readonly change: (value: T) => T
  /** Whose value it was made on; `undefined` until that is known. */
  sessionId: string | null | undefined
  readonly resolve: (value: T) => void
  readonly reject: (error: unknown) => void
  isDropped: boolean
  /** Settles with the edit. */
  readonly settled: Promise<unknown>
}

/** One row of a record: what is committed, and how to change it. */
export interface Cell<T> {
  readonly access: RowAccess
  /** As last read or written; `undefined`: not read yet. */
  getCommitted(): Decoded<T> | undefined
  getGeneration(): number
  read(): Promise<void>
  /** Commits one edit and resolves with the value it made. */
  write(edit: Edit<T>): Promise<T>
  remove(): Promise<void>
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
}

export function createCell<T>({ access, codec, pin, checkOwner, onChange, onWritten }: CellOptions<T>): Cell<T> {
  let committed: Decoded<T> | undefined
  let generation = -1
  let issued = 0
  let applied = 0
  let reading: Promise<void> | undefined

  /** Takes over what a read or commit found, unless a later one was faster. */
  function take(order: number, found: number, decoded: () => Decoded<T>): void {
    if (order < applied) return
    applied = order
    if (found !== generation || !committed) {
      generation = found
      committed = decoded()
    }
    onChange()
  }

  return {
    access,
    getCommitted: () => committed,
    getGeneration: () => generation,
    read() {
      const order = ++issued
      reading ??= access
        .read()
        .then((row) => take(order, row?.generation ?? 0, () => codec.decode(row)))
        .finally(() => {
          reading = undefined
        })
      return reading
    },
    async write(edit) {
      const order = ++issued
      let made: Decoded<T> | undefined
      const row = await access.commit(
        (before, { pinned }) => {
          checkOwner(edit, pinned)
          const { status, value, isBroken } = codec.decode(before)
          if (status === 'read-only') throw newer()
          const next = edit.change(value)
          made = { status, value: next, isBroken }
          return Object.is(next, value) ? undefined : codec.encode(next)
        },
        { ...(pin !== null && { pin }), ...(committed?.isBroken && { keepsOld: true }) },
      )
      const { value, isBroken } = made as unknown as Decoded<T>
      const found = row?.generation ?? 0
      const isNews = found !== generation
      take(order, found, () => ({ status: 'ready', value, isBroken: isBroken && !isNews }))
      if (isNews) onWritten(found)
      return value
    },
    async remove() {
      const order = ++issued
      await access.commit(() => null)
      take(order, 0, () => codec.decode(null))
      onWritten(0)
    },
  }
}

function newer(): HoldfastError {
  return new HoldfastError(
    'RECORD_READ_ONLY',
    'A newer version of the app wrote this record; reload to get that version before changing it.',
  )
}
