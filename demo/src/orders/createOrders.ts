import { randomUUID } from 'node:crypto'
import { readCart, writeCart } from '../cart/cartRows.ts'
import { readProducts } from '../catalogue/createCatalogue.ts'
import { raiseShopVersion } from '../catalogue/shopVersion.ts'
import type { Database } from '../createDatabase.ts'
import type { Checkout, Order, OrderRefusal, WantedOrder } from './Order.ts'
import { findOrder, insertOrder, readOrders } from './orderRows.ts'
import { priceOrder } from './priceOrder.ts'
import { takeFromCart } from './takeFromCart.ts'

export type Placed = { readonly order: Order; readonly isNew: boolean } | OrderRefusal

export interface Orders {
  /**
   * Places an order at the catalogue's prices. With a key it is placed once, whoever asks whichever instance how often,
   * and what is ordered leaves the customer's cart along with it.
   */
  place(customer: string, wanted: WantedOrder | Checkout): Promise<Placed>
  /** The newest first. */
  list(customer: string): Promise<readonly Order[]>
}

export function createOrders(database: Database): Orders {
  return {
    // One transaction writes at a time: who asks for the same at the same moment waits, and finds the order.
    place: (customer, wanted) =>
      database.transaction(async (queries): Promise<Placed> => {
        const checkout = 'idempotencyKey' in wanted ? wanted : null
        const before = checkout && (await findOrder(queries, customer, checkout.idempotencyKey))
        if (before) return { order: before, isNew: false }

        const { currency = 'EUR' } = wanted
        const products = (await readProducts(queries)).filter((product) => product.currency === currency)
        const priced = priceOrder(wanted, products, currency)
        if ('error' in priced && priced.error === 'unknown_product') return priced
        const cart = checkout && takeFromCart(await readCart(queries, customer, currency), checkout)
        if (cart && 'error' in cart) return cart
        if ('error' in priced) return priced

        const order: Order = { id: randomUUID(), placedAt: new Date().toISOString(), ...priced, currency }
        await insertOrder(queries, customer, order, checkout?.idempotencyKey)
        for (const { sku, quantity } of order.lines)
          await queries.run('UPDATE products SET stock = stock - ? WHERE sku = ?', [quantity, sku])
        await raiseShopVersion(queries)
        if (cart) await writeCart(queries, customer, currency, cart)
        return { order, isNew: true }
      }),
    list: (customer) => readOrders(database, customer),
  }
}
