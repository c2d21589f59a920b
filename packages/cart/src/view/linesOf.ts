import type { CartDocument, LineDocument, List } from '../document/CartDocument.ts'
import { countOf } from '../quantity/Quantity.ts'
import type { CartLine, Quote } from './CartSnapshot.ts'

/** The lines of a list in their order; those that are as in `before` are the same objects, and so is an array of just these. */
export function linesOf(
  { lines }: CartDocument,
  list: List,
  quoteOf: (key: string) => Quote | null,
  before: readonly CartLine[],
): readonly CartLine[] {
  const known = new Map(before.map((line) => [line.key, line]))
  const shown = Object.entries(lines)
    .filter(([, line]) => countOf(line[list]))
    .sort(([a, { at }], [b, other]) => at - other.at || (a < b ? -1 : 1))
    .map(([key, line]) => {
      const next = toLine(key, line, list, quoteOf(key))
      return sameAs(known.get(key), next)
    })
  return shown.length === before.length && shown.every((line, index) => line === before[index]) ? before : shown
}

function toLine(key: string, line: LineDocument, list: List, quote: Quote | null): CartLine {
  const attributes = Object.entries(line.attributes).flatMap(([name, [, , text]]) =>
    text === null ? [] : [[name, text]],
  )
  return {
    key,
    productId: line.product,
    identity: line.identity,
    attributes: Object.fromEntries(attributes),
    quantity: countOf(line[list]),
    quote,
    sync: 'local',
    warnings: [],
  }
}

/** `before` where it says the same as `next`. */
export function sameAs<T>(before: T | undefined, next: T): T {
  return before && JSON.stringify(before) === JSON.stringify(next) ? before : next
}
