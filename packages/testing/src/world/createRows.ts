import type { Disk, Key, Rows } from '../indexeddb/Disk.ts'

/** What IndexedDB has committed, to be read and spoilt by tests without a transaction. */
export interface RowsView {
  keys(): Key[]
  get(key: Key): unknown
  put(key: Key, value: unknown): void
  delete(key: Key): void
  /** How many tabs have the database open. */
  connections(): number
  /** Calls `listener` after every commit and wipe; returns a function that ends it. */
  watch(listener: () => void): () => void
}

/** The rows of one store; there are none, and none can be put, before a tab has made it. */
export function createRows(disk: Disk, database: string, store: string): RowsView {
  const find = (): Rows | undefined => disk.databases.get(database)?.stores.get(store)
  return {
    keys: () => [...(find()?.keys() ?? [])],
    get: (key) => structuredClone(find()?.get(key)),
    put: (key, value) => {
      const rows = find()
      if (!rows) throw new Error(`No tab has made the store ${store} of ${database} yet.`)
      rows.set(key, structuredClone(value))
    },
    delete: (key) => void find()?.delete(key),
    connections: () => disk.databases.get(database)?.connections.size ?? 0,
    watch: (listener) => {
      disk.watchers.add(listener)
      return () => disk.watchers.delete(listener)
    },
  }
}
