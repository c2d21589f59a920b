import { bytesOf } from '../Limits.ts'
import type { CartDocument, LineDocument } from './CartDocument.ts'

/** How many bytes a cart is as JSON. */
export type Measure = (cart: CartDocument) => number

/** Never measures a line again that it has measured: documents do not change, they share what is the same. */
export function createMeasure(): Measure {
  const known = new WeakMap<LineDocument, number>()

  function sizeOf(line: LineDocument): number {
    const size = known.get(line) ?? bytesOf(JSON.stringify(line))
    known.set(line, size)
    return size
  }

  return (cart) => {
    const lines = Object.keys(cart.lines)
    // A list of the keys has as many commas and brackets as the lines themselves, which have a colon each besides.
    const size = bytesOf(JSON.stringify({ ...cart, lines })) + lines.length
    return Object.values(cart.lines).reduce((sum, line) => sum + sizeOf(line), size)
  }
}
