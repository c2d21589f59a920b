// @ts-check

/**
 * The token that the server wants with every request that may change something: asked for when the first is sent, and
 * anew where the server has refused it, because somebody has signed in or out since.
 *
 * @param {string} url
 * @returns {(refused?: string) => Promise<string>}
 */
export function createCsrfToken(url) {
  /** @type {string | null} */
  let known = null
  /** @type {Promise<string> | null} */
  let asking = null

  async function ask() {
    try {
      const response = await fetch(url, { cache: 'no-store' })
      if (!response.ok) throw new Error(`The service answered ${response.status}.`)
      known = String((await response.json()).token)
      return known
    } finally {
      asking = null
    }
  }

  return async (refused) => {
    if (known !== null && known !== refused) return known
    asking ??= ask()
    return asking
  }
}
