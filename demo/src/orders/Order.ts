export interface WantedLine {
  /** Of the line in the cart. */
  readonly key?: string
  readonly sku: string
  readonly quantity: number
}

/** What a customer asks for. */
export interface WantedOrder {
  readonly lines: readonly WantedLine[]
  readonly currency?: string
  /** Codes. */
  readonly coupons?: readonly string[]
  /** What the customer has seen, in minor units. */
  readonly total?: number
}

/** What a customer asks for who checks a cart out; `idempotencyKey`: the same at every try. */
export interface Checkout extends Required<WantedOrder> {
  readonly idempotencyKey: string
  readonly lines: readonly Required<WantedLine>[]
}

export interface OrderLine {
  readonly sku: string
  readonly name: string
  readonly quantity: number
  /** Of one piece, in minor units of the order's currency. */
  readonly price: number
}

export interface Order {
  readonly id: string
  /** ISO 8601. */
  readonly placedAt: string
  readonly lines: readonly OrderLine[]
  /** What coupons took off, in minor units. */
  readonly discount: number
  /** What is left to pay. */
  readonly total: number
  readonly currency: string
}

/** Why no order was placed, for people, and which lines are to blame. */
export interface OrderRefusal {
  readonly error: 'price_changed' | 'out_of_stock' | 'unknown_product' | 'cart_changed' | 'quantity_limit'
  readonly message: string
  readonly lines?: readonly { readonly key?: string; readonly sku: string }[]
}
