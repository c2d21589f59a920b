import { countOf, type Quantity, rawOf } from './Quantity.ts'
import { timeAfter } from './Register.ts'

/** Adds `by` pieces, or takes them away, down to none: other devices' edits of the same moment count as well. */
export function changeQuantity(quantity: Quantity, by: number, device: string, now: number): Quantity {
  const raw = rawOf(quantity)
  // Or the pieces that were missing would swallow those that are added now.
  if (raw < 0) return by > 0 ? setQuantity(quantity, by, device, now) : quantity
  const change = Math.max(by, -countOf(quantity))
  const [sums, ...base] = quantity
  const [added, taken] = sums[device] ?? [0, 0]
  return [{ ...sums, [device]: [added + Math.max(0, change), taken + Math.max(0, -change)] }, ...base]
}

/** Sets it to `value`, whatever it was: of two that do so the later counts, and what was added elsewhere meanwhile. */
export function setQuantity([sums, base]: Quantity, value: number, device: string, now: number): Quantity {
  return [sums, [timeAfter(base, now), device, value, sums]]
}
