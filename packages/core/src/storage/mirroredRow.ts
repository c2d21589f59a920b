import type { Platform } from '../platform/Platform.ts'
import { HOLD_LIMIT, underLock } from '../platform/underLock.ts'
import { openFirst } from './firstOf.ts'
import { indexedDbRow } from './indexedDbRow.ts'
import { nextRow } from './nextRow.ts'
import { ALONE, plainRow } from './plainRow.ts'
import type { Change, OpenOptions, Row, RowAccess } from './RecordStorage.ts'
import { storageError, throwStorageError, toStorageError } from './storageError.ts'
import { toRow } from './toRow.ts'

/** How long other tabs may see an old value after a lock changed hands, in milliseconds; 51 was measured. */
const SETTLE = 100
const LONGEST = 1_000_000

/** A named text that a browser keeps; both throw where it is not to be had. */
export interface Text {
  read(): string | null
  /** `null` removes it. */
  write(text: string | null): unknown
  /** Sets aside what made no sense, where there is room for that. */
  keep?(text: string): void
}

/**
 * The row in IndexedDB and a copy of it in a text, written after the commit: for the first paint, and for others'
 * eyes. Where there is no IndexedDB the text is the store, under a Web Lock, and that is reported.
 */
export function mirroredRow(kind: string, options: OpenOptions, text: Text, isWhole: boolean): RowAccess {
  const { mirror = (data: unknown) => data, onDegraded } = options
  let isStore = false
  const copy: Text = { read: text.read, write: (value) => isStore || text.write(value) }
  return openFirst(
    [
      { open: () => withMirror(kind, options, copy, mirror) },
      {
        open() {
          // What a sign-out still writes to the database has no copy from now on.
          isStore = true
          return textRow(kind, options, text, isWhole ? (data) => data : mirror)
        },
      },
    ],
    { ...options, onDegraded: (_, to, error) => onDegraded?.('indexeddb', to, error) },
    false,
  )
}

function withMirror(kind: string, options: OpenOptions, text: Text, mirror: (data: unknown) => unknown): RowAccess {
  const inner = indexedDbRow(options)
  let isReported = false

  /** Copies what was found; where the copy is ahead, somebody was faster or has planted it: the row is asked again. */
  async function copied(found: Row | null): Promise<Row | null> {
    try {
      const shown = parse(text)
      const row = (found?.generation ?? 0) < (shown?.generation ?? 0) ? await inner.read() : found
      const wanted = row && toText({ ...row, data: mirror(row.data) })
      if (text.read() !== wanted) text.write(wanted)
    } catch (error) {
      drop(text)
      if (!isReported) options.onDegraded?.(kind, inner.kind, toStorageError(error))
      isReported = true
    }
    return found
  }

  return {
    ...inner,
    kind,
    peek: () => parse(text),
    read: () => inner.read().then(copied),
    commit: (change, given) => inner.commit(change, given).then(copied),
  }
}

function textRow(kind: string, options: OpenOptions, text: Text, project: (data: unknown) => unknown): RowAccess {
  const { platform, name, onDegraded } = options
  let isReported = false

  async function change(apply: Change, keepsOld: boolean | undefined, isLocked: boolean): Promise<Row | null> {
    // Without a lock, tabs would overwrite each other: then each is better off alone.
    if (!isLocked) throw storageError('STORAGE_UNAVAILABLE')
    await new Promise<void>((resolve) => void platform.clock.setTimer(resolve, SETTLE))
    const row = parse(text)
    const draft = apply(row, ALONE)
    if (draft === undefined) return row
    const next = nextRow(row, draft, platform.clock)
    if (keepsOld || !row) setAside()
    try {
      text.write(next && toText({ ...next, data: project(next.data) }))
    } catch (error) {
      throwStorageError(error)
    }
    return next
  }

  function setAside(): void {
    try {
      text.keep?.(text.read() ?? '')
    } catch {}
  }

  return {
    ...plainRow,
    kind,
    // A database that only failed now has another row, and will be believed again.
    isDurable: !hasDatabase(platform),
    peek: () => parse(text),
    async read() {
      try {
        const row = parse(text)
        if (!row && text.read() && !isReported) {
          isReported = true
          onDegraded?.(kind, kind, storageError('STORAGE_CORRUPT'))
        }
        return row
      } catch (error) {
        throw storageError('STORAGE_UNAVAILABLE', error)
      }
    },
    commit: (apply, given) =>
      underLock(platform, `holdfast:${name}:text`, HOLD_LIMIT, (isLocked) => change(apply, given?.keepsOld, isLocked)),
  }
}

function hasDatabase(platform: Platform): boolean {
  try {
    return !!platform.indexedDB
  } catch {
    return false
  }
}

function toText(row: Row): string {
  const text = JSON.stringify(row)
  if (text.length >= LONGEST) throw storageError('STORAGE_FULL')
  return text
}

function parse(text: Text): Row | null {
  try {
    const found = text.read()
    return found && found.length < LONGEST ? toRow(JSON.parse(found)) : null
  } catch {
    return null
  }
}

function drop(text: Text): void {
  try {
    text.write(null)
  } catch {}
}
