import type { Readable } from '@holdfast/core'
import { useSyncExternalStore } from 'react'

/** What `readable` says now; renders again with every change. */
export function useShown<T>({ subscribe, getSnapshot }: Readable<T>): T {
  return useSyncExternalStore(subscribe, getSnapshot)
}
