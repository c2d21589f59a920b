import type { CartDocument, LineDocument } from '../document/CartDocument.ts'
import { readCart } from '../document/readCart.ts'
import { lineKey } from '../line/lineKey.ts'
import type { Register } from '../quantity/Register.ts'
import type { Refusal } from './Refusal.ts'

/** How far ahead of the server's clock a device may be, in milliseconds. */
const AHEAD = 300_000

/** A line that a device has sent, or why it is not taken: what makes half a sense is not taken by half. */
export function readLine(key: string, value: unknown, now: number): LineDocument | Refusal['code'] {
  const [line] = Object.values(read({ lines: { [key]: value } })?.lines ?? {})
  const given = Object(value)
  if (!line?.product || !isWhole(line, given) || lineKey(line.product, line.identity) !== key) return 'invalid_line'
  return isWhole(read({ lines: { [key]: value } }, now)?.lines[key], line) ? line : 'clock'
}

/** The same for a coupon. */
export function readCoupon(code: string, value: unknown, now: number): Register<boolean> | Refusal['code'] {
  // Not by its code, which may be a name that every object has.
  const [coupon] = Object.values(read({ coupons: { [code]: value } })?.coupons ?? {})
  if (!coupon) return 'invalid_coupon'
  return read({ coupons: { [code]: value } }, now)?.coupons[code] ? coupon : 'clock'
}

function read(some: object, now?: number): CartDocument | null {
  return readCart({ id: '0000000000000000', lines: {}, coupons: {}, ...some }, now === undefined ? now : now + AHEAD)
}

/** Whether nothing was left out as it was read. */
function isWhole(line: LineDocument | undefined, given: LineDocument): boolean {
  const names = ['product', 'identity', 'at', 'cart', 'saved', 'attributes'] as const
  return names.every((name) => JSON.stringify(line?.[name]) === JSON.stringify(given[name]))
}
