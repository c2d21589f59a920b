// @ts-check
import { createWitness } from '../shared/createWitness.js'
import { byId, element } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { formatDuration } from '../shared/formatDuration.js'
import { nameOfRecord, reasonWords } from '../shared/wordsFor.js'

const most = 8
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/**
 * What just happened, and in which tab.
 *
 * @param {import('../shared/createShop.js').Shop} shop
 * @param {import('../shared/createTabNews.js').TabNews} tabNews
 */
export function showLog({ session }, tabNews) {
  const list = byId('log', HTMLElement)
  const witness = createWitness(tabNews)

  /**
   * @param {string} text
   * @param {string} [where]
   */
  function write(text, where = 'here') {
    const now = new Date()
    list.append(
      element(
        'li',
        {},
        element('time', { datetime: now.toISOString() }, clock.format(now)),
        element('span', {}, text, element('span', { class: 'soft' }, ` · ${where}`)),
      ),
    )
    while (list.children.length > most) list.firstElementChild?.remove()
    if (list.parentElement) list.parentElement.scrollTop = list.parentElement.scrollHeight
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
  session.on('refreshed', ({ here }) => void writeEvent('refreshed', here, 'The token was refreshed'))
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
}
