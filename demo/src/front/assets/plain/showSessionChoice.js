// @ts-check
import { byId, element } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { sessionNames } from '../shared/readSettings.js'

/**
 * Who is to keep the session, asked where one signs in.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showSessionChoice({ session, sessionChoice }) {
  const { chosen, choose, claimFocus } = sessionChoice
  const why = byId('session-choice-why', HTMLElement)
  const radios = Object.entries(sessionNames).map(([kind, name]) => {
    const id = `session-${kind}`
    // Firefox would restore what was checked before the page was loaded.
    const radio = element('input', { id, type: 'radio', name: 'session', autocomplete: 'off' })
    radio.checked = kind === chosen
    radio.addEventListener('change', () => choose(/** @type {keyof typeof sessionNames} */ (kind)))
    why.before(element('div', { class: 'option' }, radio, element('label', { for: id }, name)))
    return radio
  })

  follow(session, ({ status }) => {
    if (status === 'signed-out' && claimFocus()) radios.find(({ checked }) => checked)?.focus()
  })
}
