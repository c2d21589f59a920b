// @ts-check
import { byId, element } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { formatMoney } from '../shared/formatMoney.js'
import { formatMoment } from '../shared/formatTime.js'
import { newestOrders } from '../shared/newestOrders.js'
import { showList } from '../shared/showList.js'
import { showText } from '../shared/showText.js'

/**
 * What the person signed in has ordered, if they may see it.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showOrders({ session, orders }) {
  const panel = byId('orders', HTMLElement)
  const list = byId('order-list', HTMLElement)
  const said = byId('orders-said', HTMLElement)
  const reload = byId('reload-orders', HTMLButtonElement)

  reload.addEventListener('click', orders.load)
  follow(session, ({ status }) => {
    panel.hidden = status !== 'signed-in'
  })
  follow(orders, (shown) => {
    const newest = newestOrders(shown)
    reload.hidden = !shown.mayRead
    showList(list, newest.orders, ({ id }) => id, toItem)
    showText(said, newest.said)
    said.hidden = newest.said === ''
  })
}

/** @param {import('../shared/createOrdersClient.js').Order} order */
function toItem({ placedAt, lines, total, currency }) {
  return element(
    'li',
    { class: 'order' },
    element(
      'div',
      { class: 'order-head' },
      element('time', { datetime: placedAt }, formatMoment(placedAt)),
      element('span', { class: 'price' }, formatMoney(total, currency)),
    ),
    element('p', { class: 'soft' }, lines.map(({ name, quantity }) => `${quantity} × ${name}`).join(', ')),
  )
}
