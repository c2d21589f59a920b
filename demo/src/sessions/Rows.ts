import type { KeyvStoreAdapter } from 'keyv'

/** What a kind of store has to do; Keyv makes the strings, and keeps the exact deadline in them. */
export interface Rows {
  get(key: string): Promise<string | undefined>
  /** May forget the row from `lifetimeMs` on, a whole number. */
  set(key: string, value: string, lifetimeMs: number): Promise<void>
  delete(key: string): Promise<void>
  close(): Promise<void>
}

/** Makes rows a store of Keyv's. */
export function toKeyvStore(rows: Rows): KeyvStoreAdapter {
  const store = {
    opts: {},
    get: (key: string) => rows.get(key),
    set: (key: string, value: string, lifetimeMs: number) => rows.set(key, value, lifetimeMs),
    delete: async (key: string) => {
      await rows.delete(key)
      return true
    },
    clear: async () => undefined,
    disconnect: () => rows.close(),
    // Rows reject; they have no events.
    on: () => store,
  }
  return store as unknown as KeyvStoreAdapter
}
