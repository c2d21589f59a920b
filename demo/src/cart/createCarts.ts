import { type CartState, type Ops, type Refusal, sequenceOf, takeOps } from '@holdfast/cart/server'
import { readProducts } from '../catalogue/createCatalogue.ts'
import type { Product } from '../catalogue/products.ts'
import { readShopVersion } from '../catalogue/shopVersion.ts'
import type { Database } from '../createDatabase.ts'
import { readCart, readCartVersion, writeCart } from './cartRows.ts'
import { type Quoted, quoteCart } from './quoteCart.ts'

export interface CartAnswer extends Quoted {
  readonly version: number
  readonly acknowledged: number
  readonly currency: string
  /** The clock here, in milliseconds since 1970. */
  readonly time: number
  readonly cart: Pick<CartState, 'lines' | 'coupons'>
  readonly refused: Readonly<Record<string, Refusal>>
}

export interface Carts {
  /** Grows with every change of the cart, and of anything that it is quoted. */
  version(customer: string, currency: string): Promise<number>
  /** Resolves with `null` for a currency that nothing is sold in. */
  read(customer: string, currency: string, device: string): Promise<CartAnswer | null>
  /** As `read`, once what a device has sent is in the cart. */
  take(customer: string, ops: Ops): Promise<CartAnswer | null>
}

/** A cart per account and currency, kept in `database`. */
export function createCarts(database: Database): Carts {
  return {
    async version(customer, currency) {
      return (await readShopVersion(database)) + (await readCartVersion(database, customer, currency))
    },
    async read(customer, currency, device) {
      // The version first, as anything may change before the rest is read: then it is too old, and soon asked for again.
      const shop = await readShopVersion(database)
      const state = await readCart(database, customer, currency)
      const sold = soldIn(currency, await readProducts(database))
      return sold[0]
        ? toAnswer(state, shop, sold, currency, { acknowledged: sequenceOf(state, device), refused: {} })
        : null
    },
    async take(customer, ops) {
      const { currency } = ops
      const shop = await readShopVersion(database)
      const sold = soldIn(currency, await readProducts(database))
      const skus = new Set(sold.map(({ sku }) => sku))
      if (!sold[0]) return null
      // Others wait for it, so that nothing is in it but what two devices must not do at once.
      const taken = await database.transaction(async (queries) => {
        const before = await readCart(queries, customer, currency)
        const after = takeOps(before, ops, { now: Date.now(), isKnown: ({ product }) => skus.has(product) })
        if (after && after.state !== before) await writeCart(queries, customer, currency, after.state)
        return after
      })
      return taken && toAnswer(taken.state, shop, sold, currency, taken)
    },
  }
}

function soldIn(currency: string, products: readonly Product[]): readonly Product[] {
  return products.filter((product) => product.currency === currency)
}

function toAnswer(
  state: CartState,
  shop: number,
  sold: readonly Product[],
  currency: string,
  { acknowledged, refused }: Pick<CartAnswer, 'acknowledged' | 'refused'>,
): CartAnswer {
  const { version, lines, coupons } = state
  return {
    version: shop + version,
    acknowledged,
    currency,
    time: Date.now(),
    cart: { lines, coupons },
    refused,
    ...quoteCart(state, sold, currency),
  }
}
