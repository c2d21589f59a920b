// @ts-check
import { createOrdersClient, OrderRefused } from '../shared/createOrdersClient.js'
import { byId, element } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { formatMoney } from '../shared/formatMoney.js'
import { showText } from '../shared/showText.js'
import { wordsForError } from '../shared/wordsFor.js'

/** @typedef {import('../shared/createOrdersClient.js').Order} Order */

const most = 5
const permission = 'orders:read'
const when = new Intl.DateTimeFormat('en-IE', { dateStyle: 'medium', timeStyle: 'short' })

/**
 * What the person signed in has ordered, if they may see it.
 *
 * @param {import('../shared/createShop.js').Shop} shop
 */
export function showOrders({ session }) {
  const panel = byId('orders', HTMLElement)
  const list = byId('order-list', HTMLElement)
  const said = byId('orders-said', HTMLElement)
  const reloadButton = byId('reload-orders', HTMLButtonElement)
  const client = createOrdersClient(session)
  /** @type {string | null} */
  let shownFor = null

  /** @param {string} text */
  function say(text) {
    showText(said, text)
    said.hidden = text === ''
  }

  async function reload() {
    const { user } = session.getSnapshot()
    if (!user) return
    const mayRead = user.permissions.includes(permission)
    reloadButton.hidden = !mayRead
    if (!mayRead) {
      say(`${user.name} may not see orders: the account has no permission “${permission}”.`)
      return
    }
    if (list.children.length === 0) say('Loading…')
    try {
      const orders = await client.list()
      if (session.getSnapshot().user?.id !== user.id) return
      list.replaceChildren(...orders.slice(0, most).map(toItem))
      const earlier = orders.length - most
      say(
        orders.length === 0 ? 'No orders yet.' : earlier > 0 ? `The newest ${most}; ${earlier} more before them.` : '',
      )
    } catch (error) {
      if (session.getSnapshot().user?.id === user.id)
        say(error instanceof OrderRefused ? error.message : wordsForError(error))
    }
  }

  reloadButton.addEventListener('click', () => void reload())
  follow(session, ({ status, user }) => {
    panel.hidden = status !== 'signed-in'
    if ((user?.id ?? null) === shownFor) return
    shownFor = user?.id ?? null
    list.replaceChildren()
    say('')
    void reload()
  })

  return { reload: () => void reload() }
}

/** @param {Order} order */
function toItem({ placedAt, lines, total, currency }) {
  return element(
    'li',
    { class: 'order' },
    element(
      'div',
      { class: 'order-head' },
      element('time', { datetime: placedAt }, when.format(new Date(placedAt))),
      element('span', { class: 'price' }, formatMoney(total, currency)),
    ),
    element('p', { class: 'soft' }, lines.map(({ name, quantity }) => `${quantity} × ${name}`).join(', ')),
  )
}
