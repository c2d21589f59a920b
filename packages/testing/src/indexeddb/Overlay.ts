import { type Key, type Rows, sortedKeys } from './Disk.ts'

const GONE: unique symbol = Symbol('gone')

/** What a transaction has changed and not yet committed, over what has been. */
export class Overlay {
  readonly #stores: ReadonlyMap<string, Rows>
  readonly #changes = new Map<string, Map<Key, unknown>>()

  constructor(stores: ReadonlyMap<string, Rows>) {
    this.#stores = stores
  }

  get(store: string, key: Key): unknown {
    const changes = this.#changes.get(store)
    const found = changes?.has(key) ? changes.get(key) : this.#stores.get(store)?.get(key)
    return found === GONE ? undefined : structuredClone(found)
  }

  keys(store: string): Key[] {
    const rows: Rows = new Map(this.#stores.get(store))
    for (const [key, value] of this.#changes.get(store) ?? []) {
      if (value === GONE) rows.delete(key)
      else rows.set(key, value)
    }
    return sortedKeys(rows)
  }

  put(store: string, key: Key, value: unknown): void {
    this.#changesOf(store).set(key, value)
  }

  delete(store: string, key: Key): void {
    this.#changesOf(store).set(key, GONE)
  }

  /** Makes every change at once. */
  apply(): void {
    for (const [store, changes] of this.#changes) {
      const rows = this.#stores.get(store)
      for (const [key, value] of changes) {
        if (value === GONE) rows?.delete(key)
        else rows?.set(key, value)
      }
    }
  }

  #changesOf(store: string): Map<Key, unknown> {
    const changes = this.#changes.get(store) ?? new Map<Key, unknown>()
    this.#changes.set(store, changes)
    return changes
  }
}
