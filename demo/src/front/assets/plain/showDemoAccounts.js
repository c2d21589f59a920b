// @ts-check
import { wordsForPermissions } from '../shared/createAccounts.js'
import { byId, element } from '../shared/element.js'
import { follow } from '../shared/follow.js'

/** @typedef {import('../shared/createAccounts.js').DemoAccount} DemoAccount */

/**
 * The accounts one may sign in with.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 * @param {(account: DemoAccount) => void} onChosen
 */
export function showDemoAccounts({ accounts }, onChosen) {
  const list = byId('demo-accounts', HTMLElement)
  follow(accounts, (shown) => {
    if (shown.said) list.replaceChildren(element('li', { class: 'soft' }, shown.said))
    else list.replaceChildren(...shown.accounts.map((account) => toItem(account, () => onChosen(account))))
  })
}

/**
 * @param {DemoAccount} account
 * @param {() => void} onChosen
 */
function toItem(account, onChosen) {
  const { name, email, password } = account
  return element(
    'li',
    { class: 'demo-account' },
    element(
      'div',
      {},
      element('strong', {}, name),
      element('span', { class: 'soft' }, ` · ${wordsForPermissions(account)}`),
      element('br'),
      element('code', {}, email),
      ' ',
      element('code', {}, password),
    ),
    element('button', { type: 'button', class: 'quiet', 'aria-label': `Use ${name}`, click: onChosen }, 'Use'),
  )
}
