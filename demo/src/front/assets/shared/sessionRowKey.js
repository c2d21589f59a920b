// @ts-check
import { identityUrl } from './createSource.js'

/**
 * Under which key Holdfast's database has the session's row.
 *
 * @param {string} name of the session
 * @param {import('./readSettings.js').ShopSettings} settings
 */
export function sessionRowKey(name, settings) {
  const key = `${name}:${encodeURIComponent(identityUrl(settings))}`
  if (settings.storage !== 'sessionstorage') return key
  try {
    // Each tab has a row of its own there, named in its sessionStorage.
    return `~${sessionStorage.getItem('holdfast')?.slice(0, 32)}~${key}`
  } catch {
    return key
  }
}
