/** What a device sends: all that the server may not have, each line whole. */
export interface Ops {
  /** 16 hex digits. */
  readonly device: string
  /** A whole number that grows with every edit of the device. */
  readonly sequence: number
  readonly currency: string
  readonly cart: {
    readonly lines: { readonly [key: string]: unknown }
    readonly coupons: { readonly [code: string]: unknown }
  }
}

/** Reads the body of a request, as far as it is told apart from others; `null`: it makes no sense at all, answer 400. */
export function toOps(body: unknown): Ops | null {
  const { device, sequence, currency, cart } = Object(body)
  const { lines, coupons } = Object(cart)
  const isSane =
    /^[0-9a-f]{16}$/.test(device) &&
    Number.isSafeInteger(sequence) &&
    sequence >= 0 &&
    /^[A-Z]{3}$/.test(currency) &&
    isMap(lines) &&
    isMap(coupons)
  return isSane ? { device, sequence, currency, cart: { lines, coupons } } : null
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
