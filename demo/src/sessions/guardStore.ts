import type { SessionStore } from './SessionStore.ts'
import { StoreUnavailable } from './StoreUnavailable.ts'

export interface GuardOptions {
  /** Whether the store is to fail. */
  readonly isDown: () => boolean
  /** How long the store may take, in milliseconds. @default 2000 */
  readonly patience?: number
}

/** Makes whatever goes wrong in `store`, and whatever takes too long, a `StoreUnavailable`. */
export function guardStore(store: SessionStore, { isDown, patience = 2000 }: GuardOptions): SessionStore {
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    if (isDown()) throw new StoreUnavailable()
    let timer: NodeJS.Timeout | undefined
    try {
      const tooLate = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`No answer within ${patience} ms.`)), patience)
      })
      return await Promise.race([work(), tooLate])
    } catch (error) {
      throw new StoreUnavailable(error)
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    get: (id) => guarded(() => store.get(id)),
    set: (id, data, lifetimeMs) => guarded(() => store.set(id, data, lifetimeMs)),
    delete: (id) => guarded(() => store.delete(id)),
    close: () => store.close(),
  }
}
