import type { SessionStore } from './SessionStore.ts'
import { StoreUnavailable } from './StoreUnavailable.ts'

/** Makes whatever goes wrong in `store`, or is to go wrong while `isDown`, a `StoreUnavailable`. */
export function guardStore(store: SessionStore, isDown: () => boolean): SessionStore {
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    if (isDown()) throw new StoreUnavailable()
    try {
      return await work()
    } catch (error) {
      throw new StoreUnavailable(error)
    }
  }
  return {
    get: (id) => guarded(() => store.get(id)),
    set: (id, data, lifetimeMs) => guarded(() => store.set(id, data, lifetimeMs)),
    delete: (id) => guarded(() => store.delete(id)),
    close: () => store.close(),
  }
}
