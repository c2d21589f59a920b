import { addMoney } from '../money/addMoney.ts'
import { type Money, toMoney } from '../money/Money.ts'
import type { CartLine, Quote } from './CartSnapshot.ts'

/**
 * Asks for the prices of lines. What comes for other lines, in another currency, or makes no sense, is left out; where it
 * rejects, the next change of the cart asks again.
 */
export type AskQuotes = (lines: readonly CartLine[]) => Promise<{ readonly [key: string]: Quote }>

export interface Quotes {
  get(key: string): Quote | null
  /** Asks for those that are not known or no longer hold, unless they are being asked for. */
  look(lines: readonly CartLine[]): void
}

export function createQuotes(ask: AskQuotes | undefined, zero: Money, now: () => number, onChange: () => void): Quotes {
  const known = new Map<string, Quote>()
  const asked = new Set<string>()

  function take(key: string, value: unknown): void {
    try {
      const { unit, validUntil } = Object(value)
      const price = toMoney(unit)
      addMoney(zero, price)
      if (price.minor >= 0) known.set(key, { unit: price, ...(Number.isFinite(validUntil) && { validUntil }) })
    } catch {
      // The line has no quote then, and its total says so.
    }
  }

  async function fetchFor(lines: readonly CartLine[], find: NonNullable<typeof ask>): Promise<void> {
    try {
      const answer = await find(lines)
      for (const { key } of lines) take(key, Object(answer)[key])
      onChange()
    } catch {
      // The next change asks again.
      for (const { key } of lines) asked.delete(key)
    }
  }

  return {
    get: (key) => known.get(key) ?? null,
    look(lines) {
      for (const [key, { unit, validUntil = Infinity }] of known) {
        if (validUntil >= now()) continue
        // Shown until there is another.
        known.set(key, { unit })
        asked.delete(key)
      }
      const missing = ask ? lines.filter(({ key }) => !asked.has(key)) : []
      for (const { key } of missing) asked.add(key)
      if (ask && missing[0]) void fetchFor(missing, ask)
    },
  }
}
