// @ts-check
import { createReadable } from '../createReadable.js'

/** Whether the browser believes that it has a network. */
export function createOnline() {
  const online = createReadable(navigator.onLine)
  const look = () => online.set(navigator.onLine)
  addEventListener('online', look)
  addEventListener('offline', look)
  return online
}
