import type { Readable } from '@holdfast/core'
import { onScopeDispose, type ShallowRef, shallowRef } from 'vue'

/** What `readable` says now, as a ref. */
export function useShown<T>({ subscribe, getSnapshot }: Readable<T>): Readonly<ShallowRef<T>> {
  const shown = shallowRef(getSnapshot())
  onScopeDispose(
    subscribe(() => {
      shown.value = getSnapshot()
    }),
  )
  return shown
}
