import { isLive } from '../document/isLive.ts'
import { bytesOf, type Limits } from '../Limits.ts'
import type { CartState } from './CartState.ts'

/** How long what is left of a removed line is kept, in milliseconds: 60 days. */
const KEPT = 60 * 24 * 3_600_000

/**
 * The cart without what was left of lines that have been dead for long, and, where there would be no room otherwise, of
 * the longest dead.
 *
 * What is left of a removed line tells devices that still show it. After so long, only one that has not asked since would;
 * it shows what it has until somebody removes it there. Nothing is lost or counted twice: a device that edits such a line
 * sends it whole.
 */
export function dropDead(state: CartState, { bytes }: Pick<Limits, 'bytes'>, now: number): CartState {
  const keys = Object.keys(state.lines).filter((key) => !isLive(state.lines[key]))
  const since = new Map(keys.map((key) => [key, state.deadSince[key] ?? now]))
  let excess = sizeOf(state) - bytes
  const dropped = new Set<string>()
  for (const [key, at] of [...since].sort(([, a], [, b]) => a - b)) {
    if (excess <= 0 && now - at < KEPT) break
    excess -= bytesOf(JSON.stringify({ [key]: state.lines[key] }))
    dropped.add(key)
  }
  return {
    ...state,
    lines: dropped.size ? without(state.lines, dropped) : state.lines,
    deadSince: without(Object.fromEntries(since), dropped),
  }
}

/** In bytes, as it is sent. */
function sizeOf({ lines, coupons }: Pick<CartState, 'lines' | 'coupons'>): number {
  return bytesOf(JSON.stringify({ lines, coupons }))
}

function without<T>(entries: { readonly [key: string]: T }, dropped: ReadonlySet<string>): { [key: string]: T } {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => !dropped.has(key)))
}
