import { nextTick, onBeforeUnmount, type ShallowRef } from 'vue'

/** If what is about to go has the focus then, that passes to the element with the id `next`. */
export function useHandover(leaving: Readonly<ShallowRef<HTMLElement | null>>, next: string): void {
  onBeforeUnmount(async () => {
    if (!leaving.value?.contains(document.activeElement)) return
    // Once what takes its place is there.
    await nextTick()
    document.getElementById(next)?.focus()
  })
}
