/** A set of listeners of which none can disturb another. */
export interface Listeners<T> {
  add(listener: (detail: T) => void): () => void
  call(detail: T): void
}

export function createListeners<T>(): Listeners<T> {
  const all = new Set<(detail: T) => void>()
  return {
    add(listener) {
      // Wrapped, so that one function added twice is called twice and ended once each.
      const entry = (detail: T): void => listener(detail)
      all.add(entry)
      return () => void all.delete(entry)
    },
    call(detail) {
      for (const entry of [...all]) {
        try {
          entry(detail)
        } catch (error) {
          // Surfaces where uncaught errors do, after everybody else has been called.
          queueMicrotask(() => {
            throw error
          })
        }
      }
    },
  }
}
