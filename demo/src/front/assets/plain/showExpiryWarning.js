// @ts-check
import { byId } from '../shared/element.js'
import { expiryQuestions } from '../shared/expiryQuestions.js'
import { formatDuration } from '../shared/formatDuration.js'
import { showText } from '../shared/showText.js'

/**
 * Asks before a limit ends the session, in every tab; answered in one, it is answered in all.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
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
    showText(byId('expiry-title', HTMLElement), expiryQuestions[cause].title)
    showText(byId('expiry-text', HTMLElement), expiryQuestions[cause].text)
    showText(left, formatDuration(endsAt - Date.now()))
    stay.hidden = !expiryQuestions[cause].canStay
  }

  stay.addEventListener('click', () => void session.extend().catch(() => undefined))
  session.expiry.subscribe(render)
  session.subscribe(render)
  setInterval(() => {
    if (!panel.hidden) render()
  }, 500)
  render()
}
