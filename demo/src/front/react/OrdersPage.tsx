import { SignedIn } from '@holdfast/react'
import { Link, Navigate } from 'react-router'
import { signInPath } from '../assets/shared/signInPath.js'
import { OrderList } from './OrderList.tsx'
import type { ShopProps } from './ShopProps.ts'
import { useShown } from './useShown.ts'

/** Everything that was ordered: only for who is signed in, as long as they are. */
export function OrdersPage({ shop }: ShopProps) {
  const { orders, said } = useShown(shop.orders)
  return (
    <SignedIn fallback={<Navigate to={signInPath('/orders')} replace />}>
      {({ name }) => (
        <main id="content" className="page" tabIndex={-1}>
          <h1>All orders of {name}</h1>
          <p className="soft" role="status" hidden={said === ''}>
            {said}
          </p>
          <OrderList orders={orders} label="All orders" />
          <p>
            <Link to="/">Back to the shop</Link>
          </p>
        </main>
      )}
    </SignedIn>
  )
}
