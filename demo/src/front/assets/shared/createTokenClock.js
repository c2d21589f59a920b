// @ts-check
import { follow } from './follow.js'

/** @typedef {{ readonly from: number, readonly until: number }} TokenTimes on the wall clock, in milliseconds */

/**
 * When the access token expires, which snapshots keep to themselves: read from the token after it came, and at no
 * other time, so that looking never makes a refresh.
 *
 * @param {import('./createShop.js').ShopSession} session
 * @param {() => void} onChange
 */
export function createTokenClock(session, onChange) {
  /** @type {TokenTimes | null} */
  let times = null
  /** @type {string | null} */
  let seenUser = null

  async function look() {
    try {
      times = readTimes(await session.getAccessToken({ timeout: 1_000 }))
    } catch {
      times = null
    }
    onChange()
  }

  // A session restored at load has no event.
  follow(session, ({ status, activity, user }) => {
    if (status === 'signed-out') {
      times = null
      seenUser = null
    } else if (status === 'signed-in' && activity === 'idle' && user.id !== seenUser) {
      seenUser = user.id
      void look()
    }
  })
  session.on('signed-in', ({ user }) => {
    seenUser = user.id
    void look()
  })
  session.on('refreshed', () => void look())

  return { getTimes: () => times }
}

/**
 * @param {string} token a JWT
 * @returns {TokenTimes}
 */
function readTimes(token) {
  const payload = token.split('.')[1] ?? ''
  const { iat, exp } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
  return { from: iat * 1000, until: exp * 1000 }
}
