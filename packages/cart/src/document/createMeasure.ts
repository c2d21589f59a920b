import { bytesOf } from '../Limits.ts'
import type { CartContent, LineDocument } from './CartDocument.ts'

/** How many bytes the lines and coupons of a cart are as JSON. What a server has told of it does not count, or it could fill the cart. */
export type Measure = (cart: CartContent) => number

/** Never measures a line again that it has measured: documents do not change, they share what is the same. */
export function createMeasure(): Measure {
  const known = new WeakMap<LineDocument, number>()

  function sizeOf(line: LineDocument): number {
    const size = known.get(line) ?? bytesOf(JSON.stringify(line))
    known.set(line, size)
    return size
  }

  return ({ lines: entries, coupons }) => {
    const lines = Object.keys(entries)
    // A list of the keys has as many commas and brackets as the lines themselves, which have a colon each besides.
    const size = bytesOf(JSON.stringify({ lines, coupons })) + lines.length
    return Object.values(entries).reduce((sum, line) => sum + sizeOf(line), size)
  }
}
