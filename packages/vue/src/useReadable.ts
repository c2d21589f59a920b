import type { Readable } from '@holdfast/core'
import { getCurrentInstance, onMounted, onScopeDispose, type ShallowRef, shallowRef, ssrContextKey } from 'vue'

/**
 * A readable's value, as long as the effect scope lasts.
 * @param shown the value on a server, and in a page that it rendered until the component there is mounted
 */
export function useReadable<T>({ getSnapshot, subscribe }: Readable<T>, shown: T): ShallowRef<T> {
  const source = shallowRef(shown)
  let end: (() => void) | undefined
  const read = (): void => {
    source.value = getSnapshot()
  }
  const start = (): void => {
    // It may start what is read, and so change it.
    end = subscribe(read)
    read()
  }
  const instance = getCurrentInstance()
  // An element before the first render is one that a server made.
  if (instance?.vnode.el) onMounted(start)
  // A server renders pages of many people at once, and the readable is the same for all.
  else if (typeof document === 'object' && !(instance && ssrContextKey in instance.appContext.provides)) start()
  onScopeDispose(() => end?.())
  return source
}
