// @ts-check
import { byId, element } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { showList } from '../shared/showList.js'

/**
 * What stands in the way at the moment, and what storage could not do.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showNotices({ notices }) {
  const list = byId('notices', HTMLElement)
  follow(notices, (shown) => showList(list, shown, ({ key, text }) => `${key} ${text}`, toItem))
}

/** @param {import('../shared/createNotices.js').Notice} notice */
function toItem({ title, text }) {
  return element('li', { class: 'notice' }, element('strong', {}, title), ` ${text}`)
}
