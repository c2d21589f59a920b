import type { CartDocument, List } from '../document/CartDocument.ts'
import { countOf } from '../quantity/Quantity.ts'
import { without } from './without.ts'

const LISTS: readonly List[] = ['cart', 'saved']

/** What a guest's cart has done to an account's; `null`: it never came. */
export interface Merged {
  /** How many lines were not there before. */
  readonly added: number
  /** Keys of the lines whose quantity is another one than before. */
  readonly changed: readonly string[]
}

export function findMerged({ lines }: CartDocument, guestId: string): Merged | null {
  let added = 0
  let isMerged = false
  const changed: string[] = []
  for (const [key, line] of Object.entries(lines)) {
    const came = LISTS.filter((list) => Object.hasOwn(line[list][0], guestId))
    isMerged ||= came.length > 0
    const isOther = came.some((list) => countOf(line[list]) !== countOf(without(line[list], guestId)))
    if (isOther) changed.push(key)
    if (isOther && LISTS.every((list) => !countOf(without(line[list], guestId)))) added++
  }
  return isMerged ? { added, changed } : null
}
