/** How many lines a basket or an order has at most. */
export const mostLines = 50

/** Something to buy, and how much of it. */
export const lineSchema = {
  type: 'object',
  required: ['sku', 'quantity'],
  properties: {
    sku: { type: 'string', minLength: 1, maxLength: 50 },
    quantity: { type: 'integer', minimum: 1, maximum: 99 },
  },
} as const
