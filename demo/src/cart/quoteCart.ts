import { addMoney, type Money, multiplyMoney } from '@holdfast/cart'
import { type CartState, couponsIn, wantedIn } from '@holdfast/cart/server'
import type { Product } from '../catalogue/products.ts'
import { judgeCoupons, type Verdict } from './judgeCoupons.ts'

export interface Quote {
  readonly unit: Money
  readonly stock: number
  readonly min?: number
  readonly max?: number
}

export interface Quoted {
  /** By the key of a line. */
  readonly quotes: Readonly<Record<string, Quote>>
  /** By the code of a coupon. */
  readonly verdicts: Readonly<Record<string, Verdict>>
  /** Of what is in the cart, not of what is saved for later. */
  readonly totals: { readonly subtotal: Money; readonly discount: Money; readonly total: Money }
}

/** All currencies that the demo sells in have cents. */
export const scale = 2

/** What a cart costs. */
export function quoteCart(state: CartState, products: readonly Product[], currency: string): Quoted {
  const known = new Map(products.map((product) => [product.sku, product]))
  const quotes = [...wantedIn(state), ...wantedIn(state, 'saved')].flatMap(({ key, product: sku }) => {
    const product = known.get(sku)
    return product ? [[key, toQuote(product)] as const] : []
  })
  const subtotal = wantedIn(state).reduce<Money>(
    (sum, { product, quantity }) => {
      const unit = priceOf(known.get(product))
      return unit ? addMoney(sum, multiplyMoney(unit, quantity)) : sum
    },
    { minor: 0, currency, scale },
  )
  const { verdicts, discount, total } = judgeCoupons(couponsIn(state), subtotal)
  return { quotes: Object.fromEntries(quotes), verdicts, totals: { subtotal, discount, total } }
}

function toQuote(product: Product): Quote {
  const { stock, min, max, price, currency } = product
  const unit = { minor: price, currency, scale }
  return { unit, stock, ...(min !== null && { min }), ...(max !== null && { max }) }
}

function priceOf(product: Product | undefined): Money | null {
  return product ? { minor: product.price, currency: product.currency, scale } : null
}
