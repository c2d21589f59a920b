import type { LineDocument } from '../document/CartDocument.ts'
import { isLive } from '../document/isLive.ts'
import { bytesOf, type Limits } from '../Limits.ts'
import type { CartState } from './CartState.ts'

/** What a cart may still take in. */
export interface Room {
  /** Whether a line has room in the place of `before`; if so, it is taken in. */
  hasLine(line: LineDocument, before: LineDocument | undefined): boolean
  /** Whether there is room for a coupon; if so, it is taken in. */
  hasCoupon(code: string): boolean
}

/** About what a register of a coupon comes to, in bytes. */
const COUPON = 64

/** Counts what has something in it: what is left of removed lines makes room. */
export function createRoom({ lines, coupons }: CartState, limits: Limits): Room {
  const sizeOf = (line: LineDocument | undefined): number => (isLive(line) ? bytesOf(JSON.stringify(line)) : 0)
  let bytes = Object.values(lines).reduce((sum, line) => sum + sizeOf(line), bytesOf(JSON.stringify(coupons)))
  let count = Object.values(lines).filter(isLive).length
  return {
    hasLine(line, before) {
      const more = sizeOf(line) - sizeOf(before)
      const by = Number(isLive(line)) - Number(isLive(before))
      if ((more > 0 && bytes + more > limits.bytes) || (by > 0 && count + by > limits.lines)) return false
      bytes += more
      count += by
      return true
    },
    hasCoupon(code) {
      const more = Object.hasOwn(coupons, code) ? 0 : bytesOf(code) + COUPON
      if (bytes + more > limits.bytes) return false
      bytes += more
      return true
    },
  }
}
