// @ts-check

/**
 * Whose basket it is, and how far it reaches.
 *
 * @param {string | undefined} name of who is signed in
 * @param {boolean} isDurable
 * @param {import('../readSettings.js').ShopSettings} settings
 */
export function describeOwner(name, isDurable, { storage }) {
  const isShared = isDurable && storage !== 'sessionstorage'
  return `${name ?? 'A guest'}’s, in ${isShared ? 'every tab' : 'this tab'}`
}
