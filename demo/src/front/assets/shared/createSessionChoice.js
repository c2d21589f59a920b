// @ts-check
import { readSettings, settingsKey, storedSettings } from './readSettings.js'

/** @typedef {import('./readSettings.js').SessionKind} SessionKind */

/**
 * Who keeps the session: chosen while nobody is signed in, for every tab and every front end. The page is loaded anew
 * with it, for a page has one session.
 *
 * @param {import('./createShop.js').Shop} shop
 */
export function createSessionChoice({ session, settings }) {
  const { hasFocus = false, ...state } = history.state ?? {}
  let isToFocus = hasFocus === true
  if (isToFocus) history.replaceState(state, '')

  /** Another tab has chosen. Whoever is signed in here goes on until they leave. */
  function followOthers() {
    const isOther = readSettings(location.search).session !== settings.session
    if (isOther && session.getSnapshot().status !== 'signed-in') location.reload()
  }

  addEventListener('storage', ({ key }) => {
    if (key === settingsKey) followOthers()
  })
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) followOthers()
  })

  return {
    chosen: settings.session,
    /** Whether the choice had the focus before it loaded this page; said once. */
    claimFocus() {
      const isClaimed = isToFocus
      isToFocus = false
      return isClaimed
    },
    /** @param {SessionKind} kind */
    choose(kind) {
      const url = new URL(location.href)
      try {
        localStorage.setItem(settingsKey, JSON.stringify({ ...storedSettings(), session: kind }))
        url.searchParams.delete('session')
      } catch {
        // Site data blocked: it is for this tab alone then.
        url.searchParams.set('session', kind)
      }
      history.replaceState({ ...history.state, hasFocus: true }, '', url)
      location.reload()
    },
  }
}

/** @typedef {ReturnType<typeof createSessionChoice>} SessionChoice */
