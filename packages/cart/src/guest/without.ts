import type { Quantity } from '../quantity/Quantity.ts'

/**
 * A quantity as if a guest's had not come to it, unless it was set since. As much added as taken away: both only grow,
 * so that a copy that lags does not bring it back.
 */
export function without(quantity: Quantity, guestId: string): Quantity {
  const [sums, ...base] = quantity
  const pair = sums[guestId]
  if (!pair || base[0]?.[3][guestId]) return quantity
  const most = Math.max(...pair)
  return [{ ...sums, [guestId]: [most, most] }, ...base]
}
