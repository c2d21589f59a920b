import { randomUUID } from 'node:crypto'
import type { Database, Queries } from '../createDatabase.ts'

export interface WantedLine {
  readonly sku: string
  readonly quantity: number
}

export interface OrderLine extends WantedLine {
  readonly name: string
  /** Of one piece, in minor units of the order's currency. */
  readonly price: number
}

export interface Order {
  readonly id: string
  /** ISO 8601. */
  readonly placedAt: string
  readonly lines: readonly OrderLine[]
  readonly total: number
  readonly currency: string
}

export type Placed = { readonly order: Order } | { readonly unknown: readonly number[] }

export interface Orders {
  /** Places an order at the catalogue's prices; resolves with the indexes of lines it does not know, if there are any. */
  place(customer: string, lines: readonly WantedLine[]): Promise<Placed>
  /** The newest first. */
  list(customer: string): Promise<readonly Order[]>
}

type OrderRow = Omit<Order, 'placedAt' | 'lines'> & { readonly placed_at: string }
type LineRow = OrderLine & { readonly order_id: string }
interface Quote {
  readonly sku: string
  readonly name: string
  readonly price: number
  readonly currency: string
}

export function createOrders(database: Database): Orders {
  return {
    place: (customer, wanted) =>
      database.transaction(async (queries): Promise<Placed> => {
        const products = await queries.all<Quote>('SELECT sku, name, price, currency FROM products')
        const quotes = new Map(products.map((product) => [product.sku, product]))
        const unknown = [...wanted.keys()].filter((index) => !quotes.has(wanted[index]?.sku ?? ''))
        if (unknown.length > 0) return { unknown }
        const lines = wanted.flatMap(({ sku, quantity }) => {
          const quote = quotes.get(sku)
          return quote ? [{ sku, name: quote.name, quantity, price: quote.price }] : []
        })
        const order: Order = {
          id: randomUUID(),
          placedAt: new Date().toISOString(),
          lines,
          total: lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0),
          currency: products[0]?.currency ?? 'EUR',
        }
        await insert(queries, customer, order)
        return { order }
      }),
    async list(customer) {
      const orders = await database.all<OrderRow>('SELECT * FROM orders WHERE customer = ? ORDER BY position DESC', [
        customer,
      ])
      const lines = await database.all<LineRow>(
        'SELECT order_lines.* FROM order_lines JOIN orders ON orders.id = order_id WHERE customer = ? ORDER BY order_lines.position',
        [customer],
      )
      return orders.map(({ id, placed_at: placedAt, total, currency }) => ({
        id,
        placedAt,
        lines: lines
          .filter((line) => line.order_id === id)
          .map(({ sku, name, quantity, price }) => ({ sku, name, quantity, price })),
        total,
        currency,
      }))
    },
  }
}

async function insert(
  queries: Queries,
  customer: string,
  { id, placedAt, lines, total, currency }: Order,
): Promise<void> {
  await queries.run(
    `INSERT INTO orders (id, position, customer, placed_at, total, currency)
     VALUES (?, (SELECT COUNT(*) FROM orders), ?, ?, ?, ?)`,
    [id, customer, placedAt, total, currency],
  )
  for (const [position, { sku, name, quantity, price }] of lines.entries()) {
    await queries.run('INSERT INTO order_lines VALUES (?, ?, ?, ?, ?, ?)', [id, position, sku, name, quantity, price])
  }
}
