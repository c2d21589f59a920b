import type { FakeDatabase } from './FakeDatabase.ts'
import type { FakeTransaction } from './FakeTransaction.ts'

export type Key = string | number

/** One object store: what has been committed. */
export type Rows = Map<Key, unknown>

/** A database as every tab of its origin shares it. */
export interface StoredDatabase {
  readonly name: string
  version: number
  readonly stores: Map<string, Rows>
  readonly connections: Set<FakeDatabase>
  /** Begun and unfinished, in the order in which they came. */
  readonly transactions: FakeTransaction[]
  readonly disk: Disk
}

/** A request to open or delete a database; those of one name are served one after another. */
export interface Opening {
  /** Takes its turn; calls `done` when the next may. */
  begin(done: () => void): void
}

/** The databases of one origin. */
export interface Disk {
  readonly databases: Map<string, StoredDatabase>
  readonly openings: Map<string, Opening[]>
  /** Called after every change of what is committed. */
  readonly watchers: Set<() => void>
}

/** Tells whoever watches the disk. */
export function tellWatchers({ watchers }: Disk): void {
  for (const watch of watchers) watch()
}

export const createDisk = (): Disk => ({ databases: new Map(), openings: new Map(), watchers: new Set() })

/** Queues an opening behind those of the same name. */
export function enqueueOpening(disk: Disk, name: string, opening: Opening): void {
  const queue = disk.openings.get(name) ?? []
  disk.openings.set(name, queue)
  queue.push(opening)
  if (queue.length === 1) beginFirst(queue)
}

function beginFirst(queue: Opening[]): void {
  queue[0]?.begin(() => {
    queue.shift()
    beginFirst(queue)
  })
}

/** Keys in the order of IndexedDB: numbers before strings. */
export const sortedKeys = (rows: Rows): Key[] =>
  [...rows.keys()].sort((a, b) => (typeof a === typeof b ? (a < b ? -1 : 1) : typeof a === 'number' ? -1 : 1))
