import { mergeEntries } from '../document/mergeEntries.ts'
import { later } from './Register.ts'

/** How many each device has added and taken away, which both only grow. */
export interface Sums {
  readonly [device: string]: readonly [added: number, taken: number]
}

/** A quantity that somebody set, and the sums that were in it then. */
export type Base = readonly [time: number, device: string, value: number, saw: Sums]

/** How many pieces are wanted: what was set last, and whatever any device has added or taken away that it did not see. */
export type Quantity = readonly [sums: Sums, base?: Base]

export const NONE: Quantity = [{}]

/** May be below 0 where two devices took away the same pieces. */
export function rawOf([sums, base]: Quantity): number {
  let raw = base?.[2] ?? 0
  for (const [device, [added, taken]] of Object.entries(sums)) {
    const [sawAdded, sawTaken] = base?.[3][device] ?? [0, 0]
    raw += Math.max(0, added - sawAdded) - Math.max(0, taken - sawTaken)
  }
  return raw
}

/** What is shown. */
export function countOf(quantity: Quantity): number {
  return Math.max(0, rawOf(quantity))
}

/** Commutative, associative and idempotent. */
export function mergeQuantities([sums, base]: Quantity, [otherSums, otherBase]: Quantity): Quantity {
  const latest = base && otherBase ? later(base, otherBase) : (base ?? otherBase)
  const all = mergeEntries(sums, otherSums, ([a, b], [c, d]) => [Math.max(a, c), Math.max(b, d)] as const)
  return latest ? [all, latest] : [all]
}
