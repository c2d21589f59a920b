// @ts-check
import { createReadable } from '../createReadable.js'

/** @typedef {{ readonly text: string, readonly action: 'undo' | 'redo' | null }} Toast */

/** How long it stays, in milliseconds; what it offers can be done later too, by the keyboard. */
const stays = 12_000

/** What has just been done to the basket, and the way back. */
export function createToast() {
  const toast = createReadable(/** @type {Toast | null} */ (null))
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer

  /** @param {Toast | null} next */
  function show(next) {
    clearTimeout(timer)
    if (next) timer = setTimeout(show, stays, null)
    if (next !== toast.getSnapshot()) toast.set(next)
  }

  return {
    getSnapshot: toast.getSnapshot,
    subscribe: toast.subscribe,
    show,
    hide: () => show(null),
    /** Nobody loses what they are about to press. */
    hold: () => clearTimeout(timer),
    release: () => show(toast.getSnapshot()),
  }
}
