// @ts-check

/**
 * @typedef {object} ServerFailures
 * @property {string} endpoint
 * @property {string} kind
 * @property {number | null} count
 * @property {number} [status]
 * @property {number | string} [retryAfter]
 * @property {number | string | null} [value]
 */

/** @typedef {{ failures: ServerFailures | null } & Record<string, number | string | boolean | ServerFailures | null>} ServerSettings */
/** @typedef {{ n: number, at: number, what: string, user?: string, family?: string, token?: string, detail?: string }} ServerEvent */

/** Speaks to the switches of the demo's back end. Rejects with what the server said. */
export function createControlClient() {
  /**
   * @param {string} path
   * @param {string} [method]
   * @param {unknown} [body]
   * @returns {Promise<any>}
   */
  async function call(path, method = 'GET', body) {
    const json =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`/control/${path}`, { method, ...json })
    const answer = await response.json()
    if (response.ok) return answer
    const fields = Object.entries(answer.fields ?? {}).map(([field, text]) => ` ${field} ${text}.`)
    throw new Error(`${answer.message ?? response.status}${fields.join('')}`)
  }

  return {
    /** @returns {Promise<ServerSettings>} */
    settings: () => call('settings'),
    /**
     * @param {Partial<ServerSettings>} some
     * @returns {Promise<ServerSettings>}
     */
    change: (some) => call('settings', 'PUT', some),
    /**
     * @param {string} sku
     * @param {{ readonly price: number, readonly stock: number }} change the price in minor units
     * @returns {Promise<import('../shared/loadCatalogue.js').Product>}
     */
    changeProduct: (sku, change) => call(`products/${encodeURIComponent(sku)}`, 'PATCH', change),
    /** @returns {Promise<Record<string, number | Record<string, number>>>} */
    counters: () => call('counters'),
    /**
     * @param {number} since
     * @returns {Promise<{ events: readonly ServerEvent[] }>}
     */
    log: (since) => call(`log?since=${since}`),
    expire: () => call('expire', 'POST'),
    revokeSessions: () => call('revoke-sessions', 'POST', {}),
    reset: () => call('reset', 'POST'),
  }
}

/** @typedef {ReturnType<typeof createControlClient>} ControlClient */
