import { Link } from 'react-router'
import { newestOrders } from '../assets/shared/newestOrders.js'
import { OrderList } from './OrderList.tsx'
import type { ShopProps } from './ShopProps.ts'
import { useShown } from './useShown.ts'

/** What the person signed in has ordered, if they may see it. */
export function Orders({ shop }: ShopProps) {
  const shown = useShown(shop.orders)
  const { orders, said } = newestOrders(shown)
  return (
    <section id="orders" className="panel at-orders" aria-labelledby="orders-title">
      <div className="panel-head">
        <h2 id="orders-title">Orders</h2>
        <button type="button" className="link" hidden={!shown.mayRead} onClick={shop.orders.load}>
          Reload<span className="unseen"> orders</span>
        </button>
      </div>
      <p className="soft" role="status" hidden={said === ''}>
        {said}
      </p>
      <OrderList orders={orders} label="Orders" />
      <p className="more" hidden={!shown.mayRead}>
        <Link to="/orders">All orders</Link>
      </p>
    </section>
  )
}
