// @ts-check

/**
 * A value that a page shows: readable as Holdfast's own sessions and records are.
 *
 * @template T
 * @param {T} initial
 */
export function createReadable(initial) {
  let value = initial
  /** @type {Set<() => void>} */
  const listeners = new Set()
  return {
    getSnapshot: () => value,
    /** @param {() => void} listener */
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** @param {T} next */
    set(next) {
      value = next
      for (const listener of [...listeners]) listener()
    },
  }
}
