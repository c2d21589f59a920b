// @ts-check

const patience = 10_000

/** Where there is none to be had, the request goes out with this, and tells by its own answer what is the matter. */
const noToken = 'none'

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
      const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(patience) })
      if (!response.ok) return noToken
      known = String((await response.json()).token)
      return known
    } catch {
      return noToken
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
