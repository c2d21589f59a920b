/** Numbers that depend on a seed alone. */
export interface Random {
  /** At least 0, below 1. */
  next(): number
  between(least: number, most: number): number
  /** A whole number, at least 0, below `limit`. */
  below(limit: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
}

/** Makes a generator (mulberry32): small, quick and good enough to shuffle events. */
export function createRandom(seed: number): Random {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    below,
    chance: (probability) => next() < probability,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('Nothing to pick from: pass at least one item.')
      return items[below(items.length)]!
    },
  }
}
