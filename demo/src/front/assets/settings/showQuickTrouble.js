// @ts-check
import { byId } from '../shared/element.js'
import { showText } from '../shared/showText.js'

const normal = {
  tokenLifetime: 300,
  sessionLifetime: 1_800,
  rotation: 'strict',
  replay: true,
  delay: 0,
  answerDelay: 0,
  ordersDelay: 0,
}

/** @type {Record<string, Partial<import('./createControlClient.js').ServerSettings>>} */
const troubles = {
  short: { tokenLifetime: 10 },
  slow: { answerDelay: 1_500 },
  fail: { failures: { endpoint: 'refresh', kind: 'status', status: 500, count: 3 } },
  lose: { failures: { endpoint: 'refresh', kind: 'drop-after', count: 1 } },
  brief: { sessionLifetime: 40 },
  normal: { ...normal, failures: null, rejectAccessTokens: false, storeDown: false },
}

/**
 * Buttons for the troubles one wants most.
 *
 * @param {import('./createControlClient.js').ControlClient} control
 * @param {(settings: import('./createControlClient.js').ServerSettings) => void} onChanged
 */
export function showQuickTrouble(control, onChanged) {
  const said = byId('quick-said', HTMLElement)

  /** @param {HTMLButtonElement} button */
  async function make(button) {
    const change = troubles[button.dataset['quick'] ?? '']
    showText(said, '')
    try {
      if (change) onChanged(await control.change(change))
      else await (button.dataset['quick'] === 'revoke' ? control.revokeSessions() : control.expire())
      showText(said, `Done: ${button.textContent?.toLowerCase()}.`)
    } catch (error) {
      showText(said, `That did not work: ${/** @type {Error} */ (error).message}`)
    }
  }

  for (const button of document.querySelectorAll('button[data-quick]'))
    button.addEventListener('click', () => void make(/** @type {HTMLButtonElement} */ (button)))
}
