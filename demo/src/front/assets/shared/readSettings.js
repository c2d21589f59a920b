// @ts-check

export const settingsKey = 'shop-settings'

/** Who can keep the session, and how that is called on the page. */
export const sessionNames = {
  tokens: 'tokens in this browser',
  server: 'kept by the server',
}

/** @typedef {keyof typeof sessionNames} SessionKind */

/** Where a session can be kept, and how that is called on the page. */
export const storageNames = {
  indexeddb: 'IndexedDB',
  localstorage: 'localStorage',
  sessionstorage: 'sessionStorage',
  cookie: 'cookie',
  memory: 'memory',
  'memory-cookie': 'memory, refreshed by an HttpOnly cookie',
}

/** @typedef {keyof typeof storageNames} StorageChoice */

/**
 * @typedef {object} ShopSettings
 * @property {SessionKind} session
 * @property {StorageChoice} storage where this browser keeps its part of it
 * @property {boolean} encrypted
 * @property {number} [idleTimeout] in milliseconds, like all below
 * @property {number} [maxAge]
 * @property {number} [warnBefore]
 * @property {number} [leeway]
 */

/**
 * The settings of this browser, as the texts they are kept as.
 *
 * @returns {Record<string, string>}
 */
export function storedSettings() {
  try {
    const stored = JSON.parse(localStorage.getItem(settingsKey) ?? '{}')
    return stored !== null && typeof stored === 'object' ? { ...stored } : {}
  } catch {
    // Site data blocked, or somebody else's bytes: the defaults will do.
    return {}
  }
}

/**
 * What the page runs with: the query of its address, then this browser's settings, then the defaults.
 *
 * @param {string} query
 * @returns {ShopSettings}
 */
export function readSettings(query) {
  const texts = { ...storedSettings(), ...Object.fromEntries(new URLSearchParams(query)) }
  const storage = isStorage(texts['storage']) ? texts['storage'] : 'indexeddb'
  const encrypted = texts['encrypted'] ? texts['encrypted'] === '1' : storage === 'indexeddb'
  return {
    session: texts['session'] === 'server' ? 'server' : 'tokens',
    storage,
    encrypted,
    ...duration('idleTimeout', texts['idle'], 1000),
    ...duration('maxAge', texts['maxage'], 1000),
    ...duration('warnBefore', texts['warn'], 1000),
    ...duration('leeway', texts['leeway'], 1),
  }
}

/**
 * @param {string | undefined} text
 * @returns {text is StorageChoice}
 */
function isStorage(text) {
  return text !== undefined && Object.hasOwn(storageNames, text)
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {number} unit
 */
function duration(name, text, unit) {
  const value = Number(text) * unit
  const isLimit = name === 'idleTimeout' || name === 'maxAge'
  return text && Number.isFinite(value) && (value > 0 || (value === 0 && !isLimit)) ? { [name]: value } : {}
}
