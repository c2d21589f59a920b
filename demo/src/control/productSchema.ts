/** What may be changed of a product: its price in minor units, and how many pieces are left. */
export const productSchema = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    price: { type: 'integer', minimum: 0, maximum: 100_000_000 },
    stock: { type: 'integer', minimum: 0, maximum: 1_000_000 },
  },
} as const
