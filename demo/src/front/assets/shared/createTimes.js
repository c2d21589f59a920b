// @ts-check
import { createReadable } from './createReadable.js'
import { createTokenClock } from './createTokenClock.js'
import { formatDuration } from './formatDuration.js'

/** @typedef {{ readonly value: number, readonly text: string }} Bar `value`: which part of the whole is left, 0 to 1 */
/** @typedef {{ readonly token: Bar | null, readonly limit: Bar }} Times `token`: `null` where the server keeps the session */

const causes = { idle: 'left if idle', 'max-age': 'left at most', server: 'at the server' }

/**
 * How long the token and the session still hold.
 *
 * @param {import('./createShop.js').Shop} shop
 */
export function createTimes({ session, settings }) {
  const none = { value: 0, text: 'none' }
  const hasToken = settings.session === 'tokens'
  const shown = createReadable(/** @type {Times} */ ({ token: hasToken ? none : null, limit: none }))
  const clock = hasToken ? createTokenClock(session, look) : null
  // How long a session lives at the server is not told, only how much of it is left.
  let mostAtServer = 0

  /** @param {number} now */
  function readToken(now) {
    if (!clock) return null
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
    if (cause === 'server') mostAtServer = Math.max(mostAtServer, left)
    const whole = { idle: settings.idleTimeout, 'max-age': settings.maxAge, server: mostAtServer }[cause] ?? left
    return { value: part(left, whole), text: `${formatDuration(left)} ${causes[cause]}` }
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
