// @ts-check
import { createReadable } from './createReadable.js'
import { follow } from './follow.js'
import { wordsForDegraded, wordsForError } from './wordsFor.js'

/** @typedef {{ readonly key: string, readonly title: string, readonly text: string }} Notice */

/**
 * What stands in the way at the moment, and what storage could not do.
 *
 * @param {import('./createShop.js').ShopSession} session
 */
export function createNotices(session) {
  const shown = createReadable(/** @type {readonly Notice[]} */ ([]))
  /** @type {Map<string, Notice>} */
  const degraded = new Map()

  function look() {
    const { status, activity, error } = session.getSnapshot()
    /** @type {Notice[]} */
    const notices = [...degraded.values()]
    const kept = status === 'signed-in' ? ' You stay signed in.' : ''
    if (!navigator.onLine)
      notices.push({
        key: 'offline',
        title: 'You are offline.',
        text: `The basket works on; all else waits for the network.${kept}`,
      })
    else if (activity === 'waiting' && error)
      notices.push({
        key: `waiting ${error.code}`,
        title: wordsForError(error),
        text: `It is tried again by itself.${kept}`,
      })
    if (JSON.stringify(notices) !== JSON.stringify(shown.getSnapshot())) shown.set(notices)
  }

  session.on('degraded', (event) => {
    const { record, error } = event
    degraded.set(record, { key: `degraded ${record}`, title: wordsForError(error), text: wordsForDegraded(event) })
    look()
  })
  addEventListener('online', look)
  addEventListener('offline', look)
  follow(session, look)

  return shown
}
