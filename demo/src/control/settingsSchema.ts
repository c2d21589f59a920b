const milliseconds = { type: 'integer', minimum: 0, maximum: 600_000 } as const

const failures = {
  type: ['object', 'null'],
  additionalProperties: false,
  required: ['endpoint', 'kind', 'count'],
  properties: {
    endpoint: {
      enum: [
        'sign-in',
        'refresh',
        'revoke',
        'session-probe',
        'session-sign-in',
        'session-renew',
        'session-sign-out',
        'session-csrf',
        'cart',
        'orders',
        'any',
      ],
    },
    kind: { enum: ['status', 'html', 'not-json', 'drop-before', 'drop-after', 'hang', 'expires-in'] },
    status: { type: 'integer', minimum: 200, maximum: 599 },
    retryAfter: { type: ['number', 'string'] },
    count: { type: ['integer', 'null'], minimum: 1 },
    value: { type: ['string', 'number', 'null'], maxLength: 100 },
  },
} as const

/** What may be put to `/control/settings`: any of the settings. */
export const settingsSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    tokenLifetime: { type: 'integer', minimum: 1, maximum: 31_536_000 },
    rotation: { enum: ['strict', 'grace'] },
    graceMs: milliseconds,
    replay: { type: 'boolean' },
    delay: milliseconds,
    answerDelay: milliseconds,
    ordersDelay: milliseconds,
    failures,
    rejectAccessTokens: { type: 'boolean' },
    sessionLifetime: { type: 'integer', minimum: 1, maximum: 2_592_000 },
    storeDown: { type: 'boolean' },
  },
} as const
