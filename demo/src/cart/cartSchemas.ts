const currency = { type: 'string', pattern: '^[A-Z]{3}$' } as const

/** `?currency=EUR&device=<16 hex digits>`; a browser that has no name yet leaves the device out. */
export const querySchema = {
  type: 'object',
  required: ['currency'],
  properties: { currency, device: { type: 'string', pattern: '^([0-9a-f]{16})?$' } },
} as const

/** The frame of what a device sends: what makes no sense within a line costs that line alone. */
export const opsSchema = {
  type: 'object',
  required: ['device', 'sequence', 'currency', 'cart'],
  properties: {
    device: { type: 'string', pattern: '^[0-9a-f]{16}$' },
    sequence: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    currency,
    cart: {
      type: 'object',
      required: ['lines', 'coupons'],
      properties: { lines: { type: 'object' }, coupons: { type: 'object' } },
    },
  },
} as const

/** Of a body, in bytes: the whole of the largest cart there may be, and what stands around it. */
export const mostBytes = 320 * 1024
