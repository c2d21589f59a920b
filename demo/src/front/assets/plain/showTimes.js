// @ts-check
import { createTokenClock } from '../shared/createTokenClock.js'
import { byId } from '../shared/element.js'
import { formatDuration } from '../shared/formatDuration.js'
import { showText } from '../shared/showText.js'

const causes = { idle: 'if idle', 'max-age': 'at most', server: 'at the server' }

/**
 * How long the token and the session still hold, as bars.
 *
 * @param {import('../shared/createShop.js').Shop} shop
 */
export function showTimes({ session, settings }) {
  const token = { bar: byId('token-bar', HTMLProgressElement), text: byId('token-left', HTMLElement) }
  const limit = { bar: byId('limit-bar', HTMLProgressElement), text: byId('limit-left', HTMLElement) }
  const clock = createTokenClock(session, render)

  /**
   * @param {typeof token} shown
   * @param {number} left in milliseconds
   * @param {number} whole in milliseconds
   * @param {string} words
   */
  function show({ bar, text }, left, whole, words) {
    bar.value = Math.max(0, Math.min(1, left / whole))
    showText(text, words)
  }

  function render() {
    const now = Date.now()
    const times = clock.getTimes()
    if (times) {
      const left = times.until - now
      show(token, left, times.until - times.from, left > 0 ? `${formatDuration(left)} left` : 'expired')
    } else show(token, 0, 1, session.getSnapshot().status === 'signed-in' ? 'not in hand' : 'none')

    const { endsAt, cause } = session.expiry.getSnapshot()
    if (endsAt !== null && cause) {
      const whole = (cause === 'idle' ? settings.idleTimeout : settings.maxAge) ?? endsAt - now
      show(limit, endsAt - now, whole, `${formatDuration(endsAt - now)} left ${causes[cause]}`)
    } else show(limit, 0, 1, session.getSnapshot().status === 'signed-in' ? 'no limit set' : 'none')
  }

  session.expiry.subscribe(render)
  session.subscribe(render)
  document.addEventListener('visibilitychange', render)
  setInterval(() => {
    if (!document.hidden) render()
  }, 500)
  render()
}
