/** A set of listeners of which none can disturb another. */
export interface Listeners<T> {
  add(listener: (detail: T) => void): () => void
  call(detail: T): void
}

export function createListeners<T>(): Listeners<T> {
  const all = new Set<{ readonly hear: (detail: T) => void }>()
  return {
    add(hear) {
      const entry = { hear }
      all.add(entry)
      return () => void all.delete(entry)
    },
    call(detail) {
      for (const { hear } of [...all]) {
        try {
          hear(detail)
        } catch (error) {
          // The test run reports it as an uncaught error, once everybody has been called.
          queueMicrotask(() => {
            throw error
          })
        }
      }
    },
  }
}
