import type { Readable } from '@holdfast/core'
import { trackFields } from './trackFields.ts'
import { useSelection } from './useSelection.ts'

/**
 * What `select` makes of a readable's value, or, without it, `rest` and all fields: renders again only when that differs,
 * or a field that the render has read.
 */
export function useReadable<T extends object, R, Rest extends object>(
  readable: Readable<T>,
  shown: T,
  rest: Rest,
  select: ((value: T) => R) | undefined,
  isEqual: ((a: R, b: R) => boolean) | undefined,
): R | (T & Rest) {
  const fields = trackFields<T, Rest>(rest)
  const value = useSelection<T, R | T>(
    readable,
    shown,
    select ?? ((now) => now),
    (select ? isEqual : fields.isEqual) as typeof Object.is,
  )
  return select ? (value as R) : fields.show(value as T)
}
