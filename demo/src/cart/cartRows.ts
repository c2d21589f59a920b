import { type CartState, NO_CART } from '@holdfast/cart/server'
import type { Queries } from '../createDatabase.ts'

/** What is kept of a customer's cart of one currency. */
export async function readCart(queries: Queries, customer: string, currency: string): Promise<CartState> {
  const [row] = await queries.all<{ state: string }>('SELECT state FROM carts WHERE customer = ? AND currency = ?', [
    customer,
    currency,
  ])
  return row ? (JSON.parse(row.state) as CartState) : NO_CART
}

/** As `readCart`, of its version alone. */
export async function readCartVersion(queries: Queries, customer: string, currency: string): Promise<number> {
  const [row] = await queries.all<{ version: number }>(
    'SELECT version FROM carts WHERE customer = ? AND currency = ?',
    [customer, currency],
  )
  return row?.version ?? NO_CART.version
}

/** Within the transaction that has read it. */
export async function writeCart(queries: Queries, customer: string, currency: string, state: CartState): Promise<void> {
  await queries.run('INSERT OR REPLACE INTO carts (customer, currency, version, state) VALUES (?, ?, ?, ?)', [
    customer,
    currency,
    state.version,
    JSON.stringify(state),
  ])
}
