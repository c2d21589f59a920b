import type { Database } from '../createDatabase.ts'
import type { Product } from './products.ts'
import { products } from './products.ts'

export interface Catalogue {
  list(): Promise<readonly Product[]>
}

/** Resolves with the catalogue kept in `database`, which is that of `products`. */
export async function createCatalogue(database: Database): Promise<Catalogue> {
  await database.transaction(async (queries) => {
    await queries.run('DELETE FROM products')
    for (const [position, { sku, name, description, price, currency, image }] of products.entries()) {
      await queries.run(
        'INSERT INTO products (sku, position, name, description, price, currency, image) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [sku, position, name, description, price, currency, image],
      )
    }
  })
  return {
    list: () => database.all('SELECT sku, name, description, price, currency, image FROM products ORDER BY position'),
  }
}
