// @ts-check
import { byId, element } from '../shared/element.js'
import { showList } from '../shared/showList.js'
import { showText } from '../shared/showText.js'

const every = 1_000
const most = 30
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** What to show, and what it is called. @type {Record<string, string>} */
const names = {
  signIns: 'Sign-ins',
  rotations: 'Refreshes',
  replays: 'Answers replayed',
  parallelRefreshes: 'Most at one moment',
  reuseDetections: 'Reuse detected',
  refusedRefreshes: 'Refreshes refused',
  revocations: 'Revoked',
  renewals: 'Renewals',
  signOuts: 'Server sign-outs',
  csrfRefusals: 'CSRF refused',
  orders: 'Orders',
  identityRequests: 'Identity requests',
  liveSessions: 'Token sessions alive',
  cspViolations: 'CSP violations',
}
const bad = ['reuseDetections', 'cspViolations']

/**
 * What the server has seen, as it happens.
 *
 * @param {import('./createControlClient.js').ControlClient} control
 * @param {(settings: import('./createControlClient.js').ServerSettings) => void} onReset
 */
export function showCounters(control, onReset) {
  const list = byId('counters', HTMLElement)
  const events = byId('events', HTMLElement)
  const problem = byId('counters-problem', HTMLElement)
  let last = 0

  async function look() {
    const [counters, log] = await Promise.all([control.counters(), control.log(last)])
    const live = Object.values(/** @type {Record<string, number>} */ (counters['liveFamilies'] ?? {}))
    const counts = { ...counters, liveSessions: live.reduce((sum, n) => sum + n, 0) }
    showList(
      list,
      Object.entries(names),
      ([key]) => key,
      ([, name]) => element('div', {}, element('dt', {}, name), element('dd')),
      (shown, [key]) => {
        const count = Number(/** @type {Record<string, unknown>} */ (counts)[key] ?? 0)
        shown.classList.toggle('is-bad', bad.includes(key) && count > 0)
        if (shown.lastElementChild) showText(/** @type {HTMLElement} */ (shown.lastElementChild), String(count))
      },
    )
    last = log.events.at(-1)?.n ?? last
    events.append(...log.events.slice(-most).map(toItem))
    while (events.children.length > most) events.firstElementChild?.remove()
    if (log.events.length > 0 && events.parentElement)
      events.parentElement.scrollTop = events.parentElement.scrollHeight
  }

  async function goOn() {
    if (!document.hidden) {
      problem.hidden = await look().then(
        () => true,
        () => false,
      )
    }
    setTimeout(goOn, every)
  }

  byId('reset', HTMLButtonElement).addEventListener('click', async () => {
    await control.reset().catch(() => undefined)
    events.replaceChildren()
    last = 0
    control.settings().then(onReset, () => undefined)
  })
  void goOn()
}

/** @param {import('./createControlClient.js').ServerEvent} event */
function toItem({ at, what, user, family, token, detail }) {
  const facts = [user, family && `family ${family}`, token && `token ${token}`, detail].filter(Boolean).join(', ')
  return element(
    'li',
    {},
    element('time', { datetime: new Date(at).toISOString() }, clock.format(at)),
    element('span', {}, what, element('span', { class: 'soft' }, facts ? ` · ${facts}` : '')),
  )
}
