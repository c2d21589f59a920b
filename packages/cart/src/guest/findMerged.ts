import type { CartDocument, LineDocument } from '../document/CartDocument.ts'
import { countOf } from '../quantity/Quantity.ts'
import { takeBack } from './takeBack.ts'

/** What a guest's cart has done to an account's. */
export interface Merged {
  /** How many lines were not there before. */
  readonly added: number
  /** Keys of the lines whose quantity is another one than before. */
  readonly changed: readonly string[]
}

export function findMerged(cart: CartDocument, guestId: string): Merged {
  const before = takeBack(cart, guestId).lines
  const changed = Object.keys(cart.lines).filter((key) => countsOf(cart.lines[key]!) !== countsOf(before[key]!))
  return { added: changed.filter((key) => countsOf(before[key]!) === countsOf()).length, changed }
}

function countsOf(line?: LineDocument): string {
  return line ? `${countOf(line.cart)} ${countOf(line.saved)}` : '0 0'
}
