import type { Queries } from '../createDatabase.ts'
import type { Order, OrderLine } from './Order.ts'

type OrderRow = Omit<Order, 'placedAt' | 'lines'> & { readonly placed_at: string }
type LineRow = OrderLine & { readonly order_id: string }

/** A customer's orders, the newest first. */
export async function readOrders(queries: Queries, customer: string): Promise<readonly Order[]> {
  const orders = await queries.all<OrderRow>('SELECT * FROM orders WHERE customer = ? ORDER BY position DESC', [
    customer,
  ])
  const lines = await queries.all<LineRow>(
    'SELECT order_lines.* FROM order_lines JOIN orders ON orders.id = order_id WHERE customer = ? ORDER BY order_lines.position',
    [customer],
  )
  return orders.map(({ id, placed_at: placedAt, discount, total, currency }) => ({
    id,
    placedAt,
    lines: lines
      .filter((line) => line.order_id === id)
      .map(({ sku, name, quantity, price }) => ({ sku, name, quantity, price })),
    discount,
    total,
    currency,
  }))
}

/** The order that the customer has placed under a key. */
export async function findOrder(queries: Queries, customer: string, key: string): Promise<Order | undefined> {
  const [known] = await queries.all<{ order_id: string }>(
    'SELECT order_id FROM order_keys WHERE customer = ? AND key = ?',
    [customer, key],
  )
  return known && (await readOrders(queries, customer)).find(({ id }) => id === known.order_id)
}

/** @param key under which the customer will ask for it again; left out: none */
export async function insertOrder(queries: Queries, customer: string, order: Order, key?: string): Promise<void> {
  const { id, placedAt, lines, discount, total, currency } = order
  await queries.run(
    `INSERT INTO orders (id, position, customer, placed_at, discount, total, currency)
     VALUES (?, (SELECT COUNT(*) FROM orders), ?, ?, ?, ?, ?)`,
    [id, customer, placedAt, discount, total, currency],
  )
  for (const [position, { sku, name, quantity, price }] of lines.entries())
    await queries.run('INSERT INTO order_lines VALUES (?, ?, ?, ?, ?, ?)', [id, position, sku, name, quantity, price])
  if (key !== undefined) await queries.run('INSERT INTO order_keys VALUES (?, ?, ?)', [customer, key, id])
}
