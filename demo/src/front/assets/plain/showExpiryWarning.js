// @ts-check
import { byId } from '../shared/element.js'
import { formatDuration } from '../shared/formatDuration.js'
import { showText } from '../shared/showText.js'

const questions = {
  idle: { title: 'Still there?', text: 'You have not done anything for a while, so you will be signed out soon.' },
  'max-age': {
    title: 'Time to sign in again soon',
    text: 'The session reaches its greatest age. Finish what you are doing.',
  },
  server: { title: 'Still there?', text: 'The server will end the session soon.' },
}

/**
 * Asks before a limit ends the session, in every tab; answered in one, it is answered in all.
 *
 * @param {import('../shared/createShop.js').Shop} shop
 */
export function showExpiryWarning({ session }) {
  const panel = byId('expiry-warning', HTMLElement)
  const stay = byId('stay-signed-in', HTMLButtonElement)
  const left = byId('expiry-left', HTMLElement)

  function render() {
    const { isExpiring, endsAt, cause } = session.expiry.getSnapshot()
    const isAsked = isExpiring && endsAt !== null && cause !== null && session.getSnapshot().status === 'signed-in'
    if (!isAsked && panel.contains(document.activeElement)) byId('account-name', HTMLElement).focus()
    panel.hidden = !isAsked
    if (!isAsked) return
    showText(byId('expiry-title', HTMLElement), questions[cause].title)
    showText(byId('expiry-text', HTMLElement), questions[cause].text)
    showText(left, formatDuration(endsAt - Date.now()))
    // Nothing lengthens the greatest age but another sign-in.
    stay.hidden = cause === 'max-age'
  }

  stay.addEventListener('click', () => void session.extend().catch(() => undefined))
  session.expiry.subscribe(render)
  session.subscribe(render)
  setInterval(() => {
    if (!panel.hidden) render()
  }, 500)
  render()
}
