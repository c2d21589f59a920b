// @ts-check
import { byId, element } from '../shared/element.js'
import { follow } from '../shared/follow.js'

/**
 * @typedef {object} DemoAccount
 * @property {string} email
 * @property {string} name
 * @property {string} password
 * @property {readonly string[]} permissions
 */

/**
 * The accounts one may sign in with; asked for once they are needed, so that a signed-in load asks identity nothing.
 *
 * @param {import('../shared/createShop.js').ShopSession} session
 * @param {(account: DemoAccount) => void} onChosen
 */
export function showDemoAccounts(session, onChosen) {
  const list = byId('demo-accounts', HTMLElement)
  let isAsked = false

  async function load() {
    try {
      const response = await fetch('/identity/demo-accounts')
      const { accounts } = /** @type {{ accounts: readonly DemoAccount[] }} */ (await response.json())
      list.replaceChildren(...accounts.map((account) => toItem(account, onChosen)))
    } catch {
      isAsked = false
      list.replaceChildren(
        element('li', { class: 'soft' }, 'The list of demo accounts cannot be loaded at the moment.'),
      )
    }
  }

  follow(session, ({ status }) => {
    if (status !== 'signed-out' || isAsked) return
    isAsked = true
    void load()
  })
}

/**
 * @param {DemoAccount} account
 * @param {(account: DemoAccount) => void} onChosen
 */
function toItem(account, onChosen) {
  const { name, email, password, permissions } = account
  const may = permissions.length > 0 ? permissions.join(', ') : 'no permissions'
  return element(
    'li',
    { class: 'demo-account' },
    element(
      'div',
      {},
      element('strong', {}, name),
      element('span', { class: 'soft' }, ` · ${may}`),
      element('br'),
      element('code', {}, email),
      ' ',
      element('code', {}, password),
    ),
    element(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': `Use ${name}`, click: () => onChosen(account) },
      'Use',
    ),
  )
}
