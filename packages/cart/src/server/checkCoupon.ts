import { readCoupon } from '../document/readContent.ts'
import { isName } from '../line/isName.ts'
import type { Register } from '../quantity/Register.ts'
import { AHEAD } from '../remote/readReply.ts'
import type { Refusal } from './Refusal.ts'

/** A coupon that a device has sent, or why it is not taken. */
export function checkCoupon(code: string, value: unknown, now: number): Register<boolean> | Refusal['code'] {
  const coupon = isName(code) ? readCoupon(value) : undefined
  if (!coupon) return 'invalid_coupon'
  return readCoupon(value, now + AHEAD) ? coupon : 'clock'
}
