// @ts-check
import { createReadable } from './createReadable.js'
import { createWitness } from './createWitness.js'
import { follow } from './follow.js'
import { formatDuration } from './formatDuration.js'
import { nameOfRecord, reasonWords } from './wordsFor.js'

/** @typedef {{ readonly key: string, readonly at: Date, readonly text: string, readonly where: string }} LogLine */

const most = 8
const refreshedWords = { tokens: 'The token was refreshed', server: 'The server said that the session goes on' }

/**
 * What just happened, and in which tab.
 *
 * @param {import('./createShop.js').Shop} shop
 * @param {import('./createTabNews.js').TabNews} tabNews
 */
export function createLog({ session, settings }, tabNews) {
  const log = createReadable(/** @type {readonly LogLine[]} */ ([]))
  const witness = createWitness(tabNews)
  let count = 0

  /**
   * @param {string} text
   * @param {string} [where]
   */
  function write(text, where = 'here') {
    count += 1
    log.set([...log.getSnapshot(), { key: String(count), at: new Date(), text, where }].slice(-most))
  }

  /**
   * @param {string} what names the event among the tabs
   * @param {boolean} here
   * @param {string} text
   */
  async function writeEvent(what, here, text) {
    if (here) {
      tabNews.tellEvent(what)
      write(text)
    } else write(text, await witness(what))
  }

  session.on('signed-in', ({ user, here }) => void writeEvent('signed-in', here, `${user.name} signed in`))
  session.on('signed-out', ({ user, reason, here }) => {
    if (reason === 'signed-out' || reason === 'elsewhere')
      void writeEvent('signed-out', here, `${user.name} signed out`)
    // No tab's doing.
    else write(`${user.name} is signed out. ${reasonWords[reason]}`, 'every tab')
  })
  session.on('refreshed', ({ here }) => void writeEvent('refreshed', here, refreshedWords[settings.session]))
  session.on('expiring', ({ endsAt }) => write(`The session ends in ${formatDuration(endsAt - Date.now())}`))
  session.on('degraded', ({ record, from, to, error }) => {
    const name = nameOfRecord(record)
    write(
      from === to
        ? `${name}: set aside in ${from} (${error.code})`
        : `${name} moved from ${from} to ${to} (${error.code})`,
    )
  })
  tabNews.onLine((tab, line) => write(line, tab === tabNews.tab ? 'here' : tab))

  let isFound = false
  /** @type {ReturnType<typeof session.getSnapshot>} */
  let before = { status: 'loading', activity: 'idle', error: null, user: null, reason: null }
  follow(session, (snapshot) => {
    const { status, activity, user, error } = snapshot
    if (!isFound && status !== 'loading') {
      isFound = true
      write(`Found ${user?.name ?? 'nobody'} signed in`)
    }
    if (activity === 'waiting' && (before.activity !== 'waiting' || before.error?.code !== error?.code))
      write(`Waiting to try again: ${error?.code ?? 'another tab asks'}`)
    before = snapshot
  })

  return log
}
