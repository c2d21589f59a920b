// @ts-check
import { createReadable } from './createReadable.js'
import { follow } from './follow.js'
import { readGeneration } from './readGeneration.js'
import { storageNames } from './readSettings.js'
import { sessionRowKey } from './sessionRowKey.js'
import { isBasket } from './wordsFor.js'

/**
 * @typedef {object} Facts
 * @property {string} howItCame how whoever is signed in came to be
 * @property {string} storage where the session is kept
 * @property {string} generation of its row: grows with every change
 */

/**
 * What snapshots do not tell of a session.
 *
 * @param {import('./createShop.js').Shop} shop
 */
export function createFacts({ session, settings }) {
  const kept = `${storageNames[settings.storage]}${settings.encrypted ? ', encrypted' : ''}`
  const facts = createReadable(
    /** @type {Facts} */ ({
      howItCame: 'Found signed in when the page was loaded.',
      storage: wordsForWhere(settings, kept),
      generation: 'none yet',
    }),
  )
  let isReading = false
  let isStale = false

  /** @param {Partial<Facts>} some */
  function learn(some) {
    facts.set({ ...facts.getSnapshot(), ...some })
  }

  async function count() {
    isStale = true
    if (isReading) return
    isReading = true
    while (isStale) {
      isStale = false
      const generation = String((await readGeneration(sessionRowKey(session.name, settings))) ?? 'none yet')
      if (generation !== facts.getSnapshot().generation) learn({ generation })
    }
    isReading = false
  }

  session.on('signed-in', ({ here }) =>
    learn({ howItCame: here ? 'Signed in in this tab.' : 'Signed in in another tab.' }),
  )
  session.on('degraded', ({ record, from, to }) => {
    if (!isBasket(record) && from !== to) learn({ storage: wordsForWhere(settings, to) })
  })
  session.on('refreshed', () => void count())
  session.expiry.subscribe(() => void count())
  follow(session, () => void count())

  return facts
}

/**
 * @param {import('./readSettings.js').ShopSettings} settings
 * @param {string} kept where this browser has its part
 */
function wordsForWhere({ session }, kept) {
  return session === 'server' ? `the server; noted in ${kept}` : kept
}
