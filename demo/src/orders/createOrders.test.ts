import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wantedIn } from '@holdfast/cart/server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCarts } from '../cart/createCarts.ts'
import { createCatalogue } from '../catalogue/createCatalogue.ts'
import type { Database } from '../createDatabase.ts'
import { createDatabase } from '../createDatabase.ts'
import { createTables } from '../createTables.ts'
import { keyOf, opsOf } from '../testing/opsOf.ts'
import { withPauses } from '../testing/withPauses.ts'
import { createOrders } from './createOrders.ts'

let folder = ''
let databases: readonly Database[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shop-'))
  databases = [1, 2, 3].map(() => withPauses(createDatabase(join(folder, 'shop.sqlite'))))
  for (const database of databases) {
    await createTables(database)
    await createCatalogue(database)
  }
})
afterEach(async () => {
  for (const database of databases) database.close()
  await rm(folder, { recursive: true })
})

/** What each of 20 requests makes of the database of its instance, all at the same moment. */
const atOnce = <T>(ask: (database: Database, n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: 20 }, (_, n) => ask(databases[n % databases.length] as Database, n)))
const numbered = (n: number): string => n.toString(16).padStart(16, '0')
const wantedOf = async (customer: string) => {
  const read = await createCarts(databases[0] as Database).read(customer, 'EUR', '')
  return wantedIn(read?.cart ?? { lines: {} }).map(({ product, quantity }) => [product, quantity])
}
const stockOf = async (wanted: string) => {
  const products = await databases[0]?.all<{ stock: number }>('SELECT stock FROM products WHERE sku = ?', [wanted])
  return products?.[0]?.stock
}
const mug = { key: keyOf('mug'), sku: 'mug', quantity: 2 }
const checkout = { currency: 'EUR', coupons: [], total: 2380, lines: [mug] }

test('of 20 devices that send to three instances at the same moment none loses anything', async () => {
  const { lines } = opsOf({ mug: 0 }).cart
  await atOnce((database, n) => {
    const device = numbered(n)
    const line = { ...lines[keyOf('mug')], cart: [{ [device]: [1, 0] }] }
    const cart = { lines: { [keyOf('mug')]: line }, coupons: {} }
    return createCarts(database).take('ann', { ...opsOf({}, { device }), cart })
  })
  expect(await wantedOf('ann')).toEqual([['mug', 20]])
})

test('of 20 requests with one key to three instances comes one order', async () => {
  await createCarts(databases[0] as Database).take('ann', opsOf({ mug: 40 }))
  const wanted = { ...checkout, idempotencyKey: numbered(1) }
  const placed = await atOnce((database) => createOrders(database).place('ann', wanted))
  expect(new Set(placed.map((one) => ('order' in one ? one.order.id : one.error))).size).toBe(1)
  expect(placed.filter((one) => 'order' in one && one.isNew)).toHaveLength(1)
  expect(await createOrders(databases[0] as Database).list('ann')).toHaveLength(1)
  expect([await wantedOf('ann'), await stockOf('mug')]).toEqual([[['mug', 38]], 498])
})

test('of 20 customers who want the last pieces at the same moment, as many get them as there are', async () => {
  const placed = await atOnce((database, n) =>
    createOrders(database).place(`customer ${n}`, { lines: [{ sku: 'telescope', quantity: 1 }] }),
  )
  const said = placed.map((one) => ('order' in one ? 'ordered' : one.error)).toSorted()
  expect(said).toEqual([...Array(3).fill('ordered'), ...Array(17).fill('out_of_stock')].toSorted())
  expect(await stockOf('telescope')).toBe(0)
})
