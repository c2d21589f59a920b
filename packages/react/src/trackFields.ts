/** Notes which fields of a value a render reads. */
export interface Fields<T extends object, Rest extends object> {
  /** Whether nothing differs that has been read. */
  isEqual(before: T, now: T): boolean
  /** `rest`, with the fields of `value`, each noted when it is read. */
  show(value: T): T & Rest
}

export function trackFields<T extends object, Rest extends object>(rest: Rest): Fields<T, Rest> {
  const read = new Set<keyof T>()
  let isShown = false
  return {
    // Before the render has read anything, nothing older will do.
    isEqual: (before, now) => isShown && [...read].every((field) => Object.is(before[field], now[field])),
    show(value) {
      isShown = true
      for (const field of Object.keys(value) as (keyof T)[])
        Object.defineProperty(rest, field, {
          enumerable: true,
          get() {
            read.add(field)
            return value[field]
          },
        })
      return rest as T & Rest
    },
  }
}
