const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength }) as const

export const signInSchema = {
  body: { type: 'object', required: ['email', 'password'], properties: { email: text(254), password: text(200) } },
} as const

export const refreshSchema = {
  body: { type: 'object', required: ['refresh_token'], properties: { refresh_token: text(500) } },
} as const

/** Nothing is required: to revoke what is not there is no error (RFC 7009, 2.2). */
export const revokeSchema = {
  body: { type: 'object', properties: { refresh_token: { type: ['string', 'null'], maxLength: 500 } } },
} as const

export const signOutSchema = {
  body: { type: 'object', properties: { everywhere: { type: 'boolean' } } },
} as const
