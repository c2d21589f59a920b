import type { Order } from '../assets/shared/createOrdersClient.js'
import { formatMoney } from '../assets/shared/formatMoney.js'
import { formatMoment } from '../assets/shared/formatTime.js'

export function OrderList({ orders, label }: { readonly orders: readonly Order[]; readonly label: string }) {
  return (
    <ul className="plain-list" aria-label={label}>
      {orders.map(({ id, placedAt, lines, total, currency }) => (
        <li key={id} className="order">
          <div className="order-head">
            <time dateTime={placedAt}>{formatMoment(placedAt)}</time>
            <span className="price">{formatMoney(total, currency)}</span>
          </div>
          <p className="soft">{lines.map(({ name, quantity }) => `${quantity} × ${name}`).join(', ')}</p>
        </li>
      ))}
    </ul>
  )
}
