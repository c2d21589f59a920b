// @ts-check
import { byId, element } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { formatClock } from '../shared/formatTime.js'
import { showList } from '../shared/showList.js'

/**
 * What just happened, and in which tab.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showLog({ log }) {
  const list = byId('log', HTMLElement)
  follow(log, (lines) => {
    showList(list, lines, ({ key }) => key, toItem)
    if (list.parentElement) list.parentElement.scrollTop = list.parentElement.scrollHeight
  })
}

/** @param {import('../shared/createLog.js').LogLine} line */
function toItem({ at, text, where }) {
  return element(
    'li',
    {},
    element('time', { datetime: at.toISOString() }, formatClock(at)),
    element('span', {}, text, element('span', { class: 'soft' }, ` · ${where}`)),
  )
}
