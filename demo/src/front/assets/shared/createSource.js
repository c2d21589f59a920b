// @ts-check
import { createCsrfToken } from './createCsrfToken.js'

/** @typedef {import('./createShop.js').User} User */
/** @typedef {import('./createShop.js').Holdfast} Holdfast */
/** @typedef {import('./readSettings.js').ShopSettings} ShopSettings */
/** @typedef {import('@holdfast/core').Source<User, { readonly [name: string]: string | number | boolean }>} ShopSource */

const sessionUrl = '/identity/session'

/**
 * Where the session is asked for; it is a part of the session's name in the database too.
 *
 * @param {ShopSettings} settings
 */
export function identityUrl({ session, storage }) {
  if (session === 'server') return sessionUrl
  return storage === 'memory-cookie' ? '/identity/cookie' : '/identity'
}

/**
 * The back end's style. All else in the shop is the same for both.
 *
 * @param {Holdfast} holdfast
 * @param {ShopSettings} settings
 * @returns {ShopSource}
 */
export function createSource({ bearer, serverSession }, settings) {
  if (settings.session === 'server')
    return serverSession({
      probe: sessionUrl,
      signIn: `${sessionUrl}/sign-in`,
      signOut: `${sessionUrl}/sign-out`,
      renew: `${sessionUrl}/renew`,
      user: ({ user }) => user && toUser(user.id, user.name, user.permissions),
      secondsLeft: ({ secondsLeft }) => secondsLeft ?? null,
      csrf: { header: 'x-csrf-token', token: createCsrfToken(`${sessionUrl}/csrf`) },
    })
  return bearer({
    url: identityUrl(settings),
    refreshBy: settings.storage === 'memory-cookie' ? 'cookie' : 'token',
    user: ({ sub, name, permissions }) => toUser(sub, name, permissions),
  })
}

/**
 * @param {string} id
 * @param {unknown} name
 * @param {unknown} permissions
 * @returns {User}
 */
function toUser(id, name, permissions) {
  return { id, name: String(name), permissions: Array.isArray(permissions) ? permissions.map(String) : [] }
}
