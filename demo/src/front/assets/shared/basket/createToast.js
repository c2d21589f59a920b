// @ts-check
import { createReadable } from '../createReadable.js'

/** @typedef {{ readonly text: string, readonly action: 'undo' | 'redo' | null }} ToastText */
/** @typedef {ToastText & { readonly key: number }} Toast */

/** How long it stays, in milliseconds; what it offers can be done later too, by the keyboard. */
const stays = 12_000

/** What has just been done to the basket, and the way back. */
export function createToast() {
  const toast = createReadable(/** @type {Toast | null} */ (null))
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  let shown = 0

  /** @param {ToastText | null} next */
  function show(next) {
    hold()
    if (next) toast.set({ ...next, key: ++shown })
    else if (toast.getSnapshot()) toast.set(null)
    release()
  }

  /** Nobody loses what they are about to press. */
  function hold() {
    clearTimeout(timer)
  }

  function release() {
    hold()
    if (toast.getSnapshot()) timer = setTimeout(show, stays, null)
  }

  return {
    getSnapshot: toast.getSnapshot,
    subscribe: toast.subscribe,
    show,
    hide: () => show(null),
    hold,
    release,
  }
}
