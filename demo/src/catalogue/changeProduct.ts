import type { Database } from '../createDatabase.ts'
import { readProducts } from './createCatalogue.ts'
import type { Product } from './products.ts'
import { raiseShopVersion } from './shopVersion.ts'

/** Changes what a product costs, or how many are left; resolves with it, or with `null` if there is none. */
export function changeProduct(
  database: Database,
  sku: string,
  { price, stock }: Partial<Pick<Product, 'price' | 'stock'>>,
): Promise<Product | null> {
  return database.transaction(async (queries) => {
    await queries.run('UPDATE products SET price = COALESCE(?, price), stock = COALESCE(?, stock) WHERE sku = ?', [
      price ?? null,
      stock ?? null,
      sku,
    ])
    await raiseShopVersion(queries)
    return (await readProducts(queries)).find((product) => product.sku === sku) ?? null
  })
}
