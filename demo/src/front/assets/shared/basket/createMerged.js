// @ts-check
import { createReadable } from '../createReadable.js'
import { describeMerged } from './describeMerged.js'

const answered = 'merged-answered'

/**
 * What to ask once a guest's basket has become part of somebody's: every tab asks, and one answer is enough.
 *
 * @param {Pick<import('../createShop.js').Shop, 'session' | 'cart'>} shop
 * @param {import('../createTabNews.js').TabNews} tabNews
 */
export function createMerged({ session, cart }, tabNews) {
  const question = createReadable(/** @type {string | null} */ (null))
  /** @type {() => Promise<void>} */
  let takeBack = async () => {}

  function close() {
    if (question.getSnapshot() !== null) question.set(null)
  }

  function answer() {
    close()
    tabNews.tellEvent(answered)
  }

  cart.on('merged', (merged) => {
    takeBack = merged.undo
    question.set(describeMerged(merged))
  })
  session.on('user-changed', close)
  tabNews.onEvent((_tab, event) => {
    if (event === answered) close()
  })

  return {
    getSnapshot: question.getSnapshot,
    subscribe: question.subscribe,
    keep: answer,
    async undo() {
      answer()
      await takeBack()
      tabNews.tellLine('The guest’s basket taken out again')
    },
  }
}
