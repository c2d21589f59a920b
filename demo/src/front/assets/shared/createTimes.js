// @ts-check
import { createReadable } from './createReadable.js'
import { createTokenClock } from './createTokenClock.js'
import { formatDuration } from './formatDuration.js'

/** @typedef {{ readonly value: number, readonly text: string }} Bar `value`: which part of the whole is left, 0 to 1 */
/** @typedef {{ readonly token: Bar, readonly limit: Bar }} Times */

const causes = { idle: 'if idle', 'max-age': 'at most', server: 'at the server' }

/**
 * How long the token and the session still hold.
 *
 * @param {import('./createShop.js').Shop} shop
 */
export function createTimes({ session, settings }) {
  const none = { value: 0, text: 'none' }
  const shown = createReadable(/** @type {Times} */ ({ token: none, limit: none }))
  const clock = createTokenClock(session, look)

  /** @param {number} now */
  function readToken(now) {
    const times = clock.getTimes()
    if (!times) return { value: 0, text: session.getSnapshot().status === 'signed-in' ? 'not in hand' : 'none' }
    const left = times.until - now
    return { value: part(left, times.until - times.from), text: left > 0 ? `${formatDuration(left)} left` : 'expired' }
  }

  /** @param {number} now */
  function readLimit(now) {
    const { endsAt, cause } = session.expiry.getSnapshot()
    if (endsAt === null || !cause)
      return { value: 0, text: session.getSnapshot().status === 'signed-in' ? 'no limit set' : 'none' }
    const left = endsAt - now
    const whole = (cause === 'idle' ? settings.idleTimeout : settings.maxAge) ?? left
    return { value: part(left, whole), text: `${formatDuration(left)} left ${causes[cause]}` }
  }

  function look() {
    const now = Date.now()
    shown.set({ token: readToken(now), limit: readLimit(now) })
  }

  session.expiry.subscribe(look)
  session.subscribe(look)
  document.addEventListener('visibilitychange', look)
  setInterval(() => {
    if (!document.hidden) look()
  }, 500)
  look()

  return shown
}

/**
 * @param {number} left
 * @param {number} whole
 */
function part(left, whole) {
  return Math.max(0, Math.min(1, left / whole))
}
