import type { Money } from '../money/Money.ts'
import type { CartLine, Quote } from './CartSnapshot.ts'
import { readQuote, requote } from './readQuote.ts'

/**
 * Asks for the prices of lines. What comes for other lines, in another currency, or makes no sense, is left out; where it
 * rejects, the next change of the cart asks again.
 */
export type AskQuotes = (lines: readonly CartLine[]) => Promise<{ readonly [key: string]: Quote }>

export interface Quotes {
  get(key: string): Quote | null
  /** Asks for those that are not known or no longer hold, unless they are being asked for. */
  look(lines: readonly CartLine[]): void
  /** The visitor has seen the price of a line, or of all. */
  accept(key?: string): void
}

export function createQuotes(ask: AskQuotes | undefined, zero: Money, now: () => number, onChange: () => void): Quotes {
  const known = new Map<string, Quote>()
  const asked = new Set<string>()

  async function fetchFor(lines: readonly CartLine[], find: NonNullable<typeof ask>): Promise<void> {
    try {
      const answer = await find(lines)
      for (const { key } of lines) {
        const quote = readQuote(Object(answer)[key], zero)
        if (quote) known.set(key, requote(known.get(key), quote))
      }
      onChange()
    } catch {
      // The next change asks again.
      for (const { key } of lines) asked.delete(key)
    }
  }

  return {
    get: (key) => known.get(key) ?? null,
    look(lines) {
      for (const [key, { validUntil = Infinity, ...quote }] of known) {
        if (validUntil >= now()) continue
        // Shown until there is another.
        known.set(key, quote)
        asked.delete(key)
      }
      const missing = ask ? lines.filter(({ key }) => !asked.has(key)) : []
      for (const { key } of missing) asked.add(key)
      if (ask && missing[0]) void fetchFor(missing, ask)
    },
    accept(only) {
      for (const [key, { was: _, ...quote }] of known) if (only === undefined || key === only) known.set(key, quote)
    },
  }
}
