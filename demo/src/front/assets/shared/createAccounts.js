// @ts-check
import { createReadable } from './createReadable.js'
import { follow } from './follow.js'

/**
 * @typedef {object} DemoAccount
 * @property {string} email
 * @property {string} name
 * @property {string} password
 * @property {readonly string[]} permissions
 */

/** @typedef {{ readonly accounts: readonly DemoAccount[], readonly said: string }} Accounts `said`: what stands there instead */

/**
 * The accounts one may sign in with; asked for once they are needed, so that a signed-in load asks identity nothing.
 *
 * @param {import('./createShop.js').ShopSession} session
 */
export function createAccounts(session) {
  const shown = createReadable(/** @type {Accounts} */ ({ accounts: [], said: 'Loading…' }))
  let isAsked = false

  async function load() {
    try {
      const response = await fetch('/identity/demo-accounts')
      shown.set({ accounts: (await response.json()).accounts, said: '' })
    } catch {
      isAsked = false
      shown.set({ accounts: [], said: 'The list of demo accounts cannot be loaded at the moment.' })
    }
  }

  follow(session, ({ status }) => {
    if (status !== 'signed-out' || isAsked) return
    isAsked = true
    void load()
  })

  return shown
}

/** @param {DemoAccount} account */
export function wordsForPermissions({ permissions }) {
  return permissions.length > 0 ? permissions.join(', ') : 'no permissions'
}
