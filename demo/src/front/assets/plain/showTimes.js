// @ts-check
import { byId } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { showText } from '../shared/showText.js'

/**
 * How long the token and the session still hold, as bars.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showTimes({ times }) {
  const showToken = toBar('token')
  const showLimit = toBar('limit')
  byId('token', HTMLElement).hidden = times.getSnapshot().token === null
  follow(times, ({ token, limit }) => {
    if (token) showToken(token)
    showLimit(limit)
  })
}

/**
 * @param {string} name
 * @returns {(bar: import('../shared/createTimes.js').Bar) => void}
 */
function toBar(name) {
  const bar = byId(`${name}-bar`, HTMLProgressElement)
  const left = byId(`${name}-left`, HTMLElement)
  return ({ value, text }) => {
    bar.value = value
    showText(left, text)
  }
}
