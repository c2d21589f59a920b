import type { CartState } from './CartState.ts'

/** The state after a change, with the version that it has then; `before` itself where nothing is new. */
export function settle(before: CartState, { lines, coupons, devices, deadSince }: CartState): CartState {
  const isSame = isAlike([before.lines, before.coupons], [lines, coupons])
  const version = before.version + (isSame ? 0 : 1)
  const isKnown = isSame && isAlike([before.devices, before.deadSince], [devices, deadSince])
  return isKnown ? before : { version, lines, coupons, devices, deadSince }
}

/** Merging keeps the order of what was there, so that the same content is the same text. */
function isAlike(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
