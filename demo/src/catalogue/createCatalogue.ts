import type { Database, Queries } from '../createDatabase.ts'
import type { Product } from './products.ts'
import { products } from './products.ts'
import { beginShopVersion, raiseShopVersion } from './shopVersion.ts'

export interface Catalogue {
  list(): Promise<readonly Product[]>
}

/**
 * Resolves with the catalogue kept in `database`, which is that of `products`; what was sold and priced before stays, as
 * other instances may be selling.
 */
export async function createCatalogue(database: Database): Promise<Catalogue> {
  await database.transaction(async (queries) => {
    await beginShopVersion(queries)
    await fill(queries)
  })
  return { list: () => readProducts(database) }
}

export function readProducts(queries: Queries): Promise<readonly Product[]> {
  return queries.all(
    'SELECT sku, name, description, price, currency, image, stock, min, max FROM products ORDER BY position',
  )
}

/** Gives every product the price and the stock that it had at the start. */
export async function restoreProducts(queries: Queries): Promise<void> {
  await queries.run('DELETE FROM products')
  await fill(queries)
  // By more than the carts that are deleted along with it had, or theirs would be the later versions.
  const [row] = await queries.all<{ most: number }>('SELECT COALESCE(MAX(version), 0) AS most FROM carts')
  await raiseShopVersion(queries, 1 + (row?.most ?? 0))
}

async function fill(queries: Queries): Promise<void> {
  for (const [position, { sku, name, description, price, currency, image, stock, min, max }] of products.entries())
    await queries.run(
      `INSERT INTO products (sku, position, name, description, price, currency, image, stock, min, max)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (sku) DO UPDATE SET position = excluded.position, name = excluded.name, image = excluded.image,
         description = excluded.description, min = excluded.min, max = excluded.max,
         stock = COALESCE(products.stock, excluded.stock)`,
      [sku, position, name, description, price, currency, image, stock, min, max],
    )
}
