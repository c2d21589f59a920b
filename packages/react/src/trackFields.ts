/** Notes which fields of a value a render reads. */
export interface Fields<T extends object, Rest extends object> {
  /** Whether nothing differs that has been read. */
  isEqual(before: T, now: T): boolean
  /** `rest`, with the fields of `value`, each noted when it is read. */
  show(value: T): T & Rest
}

export function trackFields<T extends object, Rest extends object>(rest: Rest): Fields<T, Rest> {
  // Before the render has begun to read, nothing older will do.
  let read: Set<keyof T> | undefined
  return {
    isEqual: (before, now) => !!read && [...read].every((field) => before[field] === now[field]),
    show(value) {
      const fields = new Set<keyof T>()
      read = fields
      for (const field of Object.keys(value) as (keyof T)[]) {
        const get = (): T[keyof T] => {
          fields.add(field)
          return value[field]
        }
        Object.defineProperty(rest, field, { enumerable: true, get })
      }
      return rest as T & Rest
    },
  }
}
