import type { Readable } from '@holdfast/core'
import { useEffect, useRef, useSyncExternalStore } from 'react'

/**
 * What `select` makes of a readable's value: renders again only when `isEqual` finds that different.
 * @param shown what to select from on a server, and until a page that it rendered has been taken over
 */
export function useSelection<T extends object, R>(
  { getSnapshot, subscribe }: Readable<T>,
  shown: T,
  select: (value: T) => R,
  isEqual: (a: R, b: R) => boolean = Object.is,
): R {
  const last = useRef<{ readonly selected: R }>(null)
  // Made anew by every render, so that a render that React throws away leaves nothing behind.
  const from = (read: () => T): (() => R) => {
    let kept = last.current
    let seen: T | undefined
    return () => {
      const value = read()
      // One value is selected from once: `select` may make a new object each time.
      if (seen === value) return kept!.selected
      const selected = select(value)
      seen = value
      if (!kept || !isEqual(kept.selected, selected)) kept = { selected }
      return kept.selected
    }
  }
  const selected = useSyncExternalStore(
    subscribe,
    from(getSnapshot),
    from(() => shown),
  )
  useEffect(() => {
    last.current = { selected }
  }, [selected])
  return selected
}
