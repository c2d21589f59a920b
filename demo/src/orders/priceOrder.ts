import { judgeCoupons } from '../cart/judgeCoupons.ts'
import { scale } from '../cart/quoteCart.ts'
import type { Product } from '../catalogue/products.ts'
import type { OrderLine, OrderRefusal, WantedLine, WantedOrder } from './Order.ts'

export interface Priced {
  readonly lines: readonly OrderLine[]
  readonly discount: number
  readonly total: number
}

interface Offer {
  readonly line: WantedLine
  readonly product: Product
  /** Of the product, in all lines. */
  readonly pieces: number
}

/** What an order costs, or why it cannot be had. */
export function priceOrder(wanted: WantedOrder, products: readonly Product[], currency: string): Priced | OrderRefusal {
  const known = new Map(products.map((product) => [product.sku, product]))
  const unknown = wanted.lines.filter(({ sku }) => !known.has(sku))
  if (unknown[0])
    return { error: 'unknown_product', message: 'Some products are not sold here.', lines: unknown.map(nameOf) }
  const offers = wanted.lines.flatMap((line): Offer[] => {
    const product = known.get(line.sku)
    const same = wanted.lines.filter(({ sku }) => sku === line.sku)
    return product ? [{ line, product, pieces: same.reduce((sum, { quantity }) => sum + quantity, 0) }] : []
  })
  return findShort(offers) ?? findOdd(offers) ?? reckon(offers, wanted, currency)
}

function nameOf({ key, sku }: WantedLine): { readonly key?: string; readonly sku: string } {
  return { ...(key !== undefined && { key }), sku }
}

function findShort(offers: readonly Offer[]): OrderRefusal | undefined {
  const short = offers.filter(({ product: { stock }, pieces }) => pieces > stock)
  if (!short[0]) return undefined
  return {
    error: 'out_of_stock',
    message: `There is not enough left: ${listOf(short, ({ name, stock }) => `${name}, ${stock} left`)}.`,
    lines: short.map(({ line, product: { stock } }) => ({ ...nameOf(line), available: stock })),
  }
}

function findOdd(offers: readonly Offer[]): OrderRefusal | undefined {
  const odd = offers.filter(({ product: { min, max }, pieces }) => pieces < (min ?? 0) || pieces > (max ?? pieces))
  if (!odd[0]) return undefined
  const toText = ({ name, min, max }: Product): string =>
    [name, min !== null && `at least ${min}`, max !== null && `at most ${max}`].filter(Boolean).join(', ')
  return {
    error: 'quantity_limit',
    message: `That many cannot be ordered at once: ${listOf(odd, toText)}.`,
    lines: odd.map(({ line }) => nameOf(line)),
  }
}

function reckon(offers: readonly Offer[], { coupons = [], total: seen }: WantedOrder, currency: string) {
  const subtotal = offers.reduce((sum, { line, product }) => sum + line.quantity * product.price, 0)
  const { discount, total } = judgeCoupons(coupons, { minor: subtotal, currency, scale })
  if (seen !== undefined && seen !== total.minor)
    return {
      error: 'price_changed',
      message: 'The price has changed meanwhile. Look at the new total, and order again.',
      lines: offers.map(({ line, product: { price } }) => ({ ...nameOf(line), price })),
    } as const
  const lines = offers.map(({ line: { sku, quantity }, product: { name, price } }) => ({ sku, name, quantity, price }))
  return { lines, discount: discount.minor, total: total.minor }
}

function listOf(offers: readonly Offer[], toText: (product: Product) => string): string {
  return [...new Set(offers.map(({ product }) => toText(product)))].join('; ')
}
