import { type RefObject, useLayoutEffect, useRef } from 'react'

/** A ref to what is about to go: if it has the focus then, that passes to the element with the id `next`. */
export function useHandover<E extends HTMLElement>(next: string): RefObject<E | null> {
  const ref = useRef<E>(null)
  useLayoutEffect(() => {
    const leaving = ref.current
    return () => {
      if (!leaving?.contains(document.activeElement)) return
      // Once what takes its place is there.
      queueMicrotask(() => document.getElementById(next)?.focus())
    }
  }, [next])
  return ref
}
