/**
 * Why a line or a coupon was not taken: it makes no sense, bears a time that has not come, is more than the limits allow,
 * or is of a product that is not sold.
 */
export interface Refusal {
  readonly code: 'invalid_line' | 'invalid_coupon' | 'clock' | 'limit_exceeded' | 'unknown_product'
  /** For people. */
  readonly message: string
}

const MESSAGES: { readonly [code in Refusal['code']]: string } = {
  invalid_line: 'The line makes no sense here. Add the product again.',
  invalid_coupon: 'The coupon makes no sense here. Enter it again.',
  clock: 'The clock of this device is ahead of the shop’s. It is sent again with the right time.',
  limit_exceeded: 'That is more than this cart can hold. Ask for less.',
  unknown_product: 'This product is not sold here, or no longer.',
}

export function toRefusal(code: Refusal['code']): Refusal {
  return { code, message: MESSAGES[code] }
}
