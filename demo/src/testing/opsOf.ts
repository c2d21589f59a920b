import { lineKey, wantedIn } from '@holdfast/cart/server'
import type { Answer } from './openShop.ts'

export interface OpsOptions {
  readonly device?: string
  readonly sequence?: number
  readonly currency?: string
  /** When it was set, in milliseconds since 1970. @default now */
  readonly time?: number
  /** By their codes: whether they are in the cart. @default none */
  readonly coupons?: Readonly<Record<string, boolean>>
}

/** What a device sends that has set how many pieces it wants, by SKU. */
export function opsOf(wanted: Readonly<Record<string, number>>, options: OpsOptions = {}) {
  const { device = '00000000000000aa', sequence = 1, currency = 'EUR', time = Date.now(), coupons = {} } = options
  const lines = Object.entries(wanted).map(([sku, quantity]) => {
    const cart = [{}, [time, device, quantity, {}]]
    return [keyOf(sku), { product: sku, identity: {}, at: 1, cart, saved: [{}], attributes: {} }] as const
  })
  const codes = Object.entries(coupons).map(([code, isOn]) => [code, [time, device, isOn]] as const)
  return {
    device,
    sequence,
    currency,
    cart: { lines: Object.fromEntries(lines), coupons: Object.fromEntries(codes) },
  }
}

/** The key of the line of a product. */
export const keyOf = (sku: string): string => lineKey(sku, {})

/** How many pieces the cart in an answer has, by SKU. */
export function piecesIn({ cart }: Answer['body']): Readonly<Record<string, number>> {
  return Object.fromEntries(wantedIn(cart).map(({ product, quantity }) => [product, quantity]))
}

/** Where a cart is read. */
export const cartPath = '/cart?currency=EUR'
