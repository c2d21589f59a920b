// @ts-check
import { createWitness } from '../shared/createWitness.js'
import { byId, element } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { formatDuration } from '../shared/formatDuration.js'
import { reasonWords } from '../shared/wordsFor.js'

const most = 8
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/**
 * What just happened, and in which tab.
 *
 * @param {import('../shared/createShop.js').Shop} shop
 * @param {ReturnType<typeof import('../shared/createTabNews.js').createTabNews>} tabNews
 */
export function showLog({ session }, tabNews) {
  const list = byId('log', HTMLElement)
  const witness = createWitness(tabNews)
  const hereName = `${tabNews.tab} (here)`

  /**
   * @param {string} text
   * @param {string} [where]
   */
  function write(text, where = hereName) {
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
      tabNews.tell(what)
      write(text)
    } else write(text, await witness(what))
  }

  session.on('signed-in', ({ user, here }) => void writeEvent('signed-in', here, `${user.name} signed in`))
  session.on('signed-out', ({ user, reason, here }) => {
    const why = reason === 'signed-out' || reason === 'elsewhere' ? '' : `: ${reasonWords[reason]}`
    void writeEvent('signed-out', here, why ? `${user.name} is signed out${why}` : `${user.name} signed out`)
  })
  session.on('refreshed', ({ here }) => void writeEvent('refreshed', here, 'The token was refreshed'))
  session.on('expiring', ({ endsAt }) => write(`The session ends in ${formatDuration(endsAt - Date.now())}`))
  session.on('degraded', ({ record, from, to, error }) =>
    write(
      from === to
        ? `${record}: bytes in ${from} set aside (${error.code})`
        : `${record} moved from ${from} to ${to} (${error.code})`,
    ),
  )
  tabNews.listen(({ tab, what }) => {
    if (/basket|many/.test(what)) write(what, tab)
  })

  /** @type {ReturnType<typeof session.getSnapshot>} */
  let before = { status: 'loading', activity: 'idle', error: null, user: null, reason: null }
  follow(session, (snapshot) => {
    const { status, activity, user, error } = snapshot
    if (before.status === 'loading' && status === 'signed-in') write(`Found ${user.name} signed in`)
    if (before.status === 'loading' && status === 'signed-out') write('Found nobody signed in')
    if (activity === 'waiting' && (before.activity !== 'waiting' || before.error?.code !== error?.code))
      write(`Waiting to try again: ${error?.code ?? 'another tab asks'}`)
    before = snapshot
  })
}
