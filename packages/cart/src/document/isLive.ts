import { countOf } from '../quantity/Quantity.ts'
import type { LineDocument } from './CartDocument.ts'

/** Whether anything is in a line, in the cart or saved for later. */
export function isLive(line: LineDocument | undefined): boolean {
  return line !== undefined && countOf(line.cart) + countOf(line.saved) > 0
}
