// @ts-check
import { byId, element } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { showList } from '../shared/showList.js'
import { wordsForDegraded, wordsForError } from '../shared/wordsFor.js'

/** @typedef {{ readonly key: string, readonly title: string, readonly text: string }} Notice */

/**
 * What stands in the way at the moment, and what storage could not do.
 *
 * @param {import('../shared/createShop.js').Shop} shop
 */
export function showNotices({ session }) {
  const list = byId('notices', HTMLElement)
  /** @type {Map<string, Notice>} */
  const degraded = new Map()

  function render() {
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
    showList(list, notices, ({ key, text }) => `${key} ${text}`, toItem)
  }

  session.on('degraded', (event) => {
    const { record, error } = event
    degraded.set(record, { key: `degraded ${record}`, title: wordsForError(error), text: wordsForDegraded(event) })
    render()
  })
  addEventListener('online', render)
  addEventListener('offline', render)
  follow(session, render)
}

/** @param {Notice} notice */
function toItem({ title, text }) {
  return element('li', { class: 'notice' }, element('strong', {}, title), ` ${text}`)
}
