/** How many lines an order has at most: as many as a cart. */
const mostLines = 250

const lineSchema = {
  type: 'object',
  required: ['sku', 'quantity'],
  properties: {
    key: { type: 'string', pattern: '^[0-9a-f]{16}$' },
    sku: { type: 'string', minLength: 1, maxLength: 50 },
    quantity: { type: 'integer', minimum: 1, maximum: 9_999 },
  },
} as const

/** What is ordered, and for how much, as the customer has seen it. */
export const orderSchema = {
  type: 'object',
  required: ['lines'],
  properties: {
    lines: { type: 'array', minItems: 1, maxItems: mostLines, items: lineSchema },
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    coupons: { type: 'array', maxItems: 20, uniqueItems: true, items: { type: 'string', minLength: 1, maxLength: 50 } },
    total: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  },
} as const
