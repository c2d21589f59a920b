// @ts-check

const patience = 300
const memory = 2_000

/**
 * Finds out which other tab did what a session's event with `here: false` tells of.
 *
 * @param {import('./createTabNews.js').TabNews} tabNews
 */
export function createWitness(tabNews) {
  /** @type {Map<string, { tab: string, at: number }>} */
  const heard = new Map()
  /** @type {Map<string, (tab: string) => void>} */
  const waiting = new Map()

  tabNews.onEvent((tab, what) => {
    heard.set(what, { tab, at: performance.now() })
    waiting.get(what)?.(tab)
    waiting.delete(what)
  })

  /**
   * Resolves with the name of the tab, or with "another tab" if none says soon that it was it.
   *
   * @param {string} what
   * @returns {Promise<string>}
   */
  return async (what) => {
    const early = heard.get(what)
    if (early && performance.now() - early.at < memory) return early.tab
    return new Promise((resolve) => {
      waiting.set(what, resolve)
      setTimeout(() => resolve('another tab'), patience)
    })
  }
}
