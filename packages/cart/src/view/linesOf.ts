import type { CartDocument, LineDocument, List } from '../document/CartDocument.ts'
import { countOf } from '../quantity/Quantity.ts'
import { sameAs } from '../sameAs.ts'
import type { CartLine, Quote, Sync } from './CartSnapshot.ts'
import { warningsOf } from './warningsOf.ts'

/** What others say of lines. */
export interface LineFacts {
  quoteOf(key: string): Quote | null
  syncOf(key: string): Sync
  /** What lines that are shown were made of. */
  readonly origins: WeakMap<CartLine, LineDocument>
}

/** The lines of a list in their order; those that are as in `before` are the same objects, and so is an array of just these. */
export function linesOf(
  { lines }: CartDocument,
  list: List,
  facts: LineFacts,
  before: readonly CartLine[],
): readonly CartLine[] {
  const { quoteOf, syncOf, origins } = facts
  const known = new Map(before.map((line) => [line.key, line]))
  const shown = Object.entries(lines)
    .filter(([, line]) => countOf(line[list]))
    .sort(([a, { at }], [b, other]) => at - other.at || (a < b ? -1 : 1))
    .map(([key, line]) => {
      const shown = known.get(key)
      const isKnown = shown && origins.get(shown) === line && shown.quote === quoteOf(key) && shown.sync === syncOf(key)
      if (isKnown) return shown
      const next = sameAs(shown, toLine(key, line, countOf(line[list]), facts))
      origins.set(next, line)
      return next
    })
  return shown.length === before.length && shown.every((line, index) => line === before[index]) ? before : shown
}

export function toLine(
  key: string,
  line: LineDocument,
  quantity: number,
  { quoteOf, syncOf }: Omit<LineFacts, 'origins'>,
): CartLine {
  const attributes = Object.entries(line.attributes).flatMap(([name, [, , text]]) =>
    text === null ? [] : [[name, text]],
  )
  const quote = quoteOf(key)
  return {
    key,
    productId: line.product,
    identity: line.identity,
    attributes: Object.fromEntries(attributes),
    quantity,
    quote,
    warnings: warningsOf(quote, quantity),
    sync: syncOf(key),
  }
}
