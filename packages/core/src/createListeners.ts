/** A set of listeners of which none can disturb another. */
export interface Listeners<T> {
  add(listener: (detail: T) => void): () => void
  call(detail: T): void
}

export function createListeners<T>(report: (error: unknown) => void = reportLater): Listeners<T> {
  // Wrapped, so that one function added twice is called twice and ended once each.
  const all = new Set<{ readonly listener: (detail: T) => void }>()
  return {
    add(listener) {
      const entry = { listener }
      all.add(entry)
      return () => {
        all.delete(entry)
      }
    },
    call(detail) {
      for (const { listener } of [...all]) {
        try {
          listener(detail)
        } catch (error) {
          report(error)
        }
      }
    },
  }
}

/** What a listener throws surfaces where uncaught errors do, after everybody else has been called. */
function reportLater(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
