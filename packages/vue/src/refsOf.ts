import { type ComputedRef, computed, type ShallowRef } from 'vue'

/** A ref for each key of `T`, or of a union whose members have the same keys. */
export type Refs<T> = { readonly [K in keyof T & string]: ComputedRef<T[K]> }

/**
 * `rest`, with a ref for each field of a value whose keys never change: only a field that differs tells its readers.
 * Or, with `select`, one ref of what that makes of the value: the one before as long as `isEqual` finds no difference.
 */
export function refsOf<T extends object, R, Rest extends object>(
  source: ShallowRef<T>,
  rest: Rest,
  select?: (value: T) => R,
  isEqual?: (a: R, b: R) => boolean,
): (Refs<T> & Rest) | ComputedRef<R> {
  if (select)
    return computed((before?: R) => {
      const now = select(source.value)
      return before !== undefined && isEqual?.(before, now) ? before : now
    })
  const refs = { ...rest } as Record<string, unknown>
  for (const key in source.value) refs[key] = computed(() => source.value[key])
  return refs as Refs<T> & Rest
}
