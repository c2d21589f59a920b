import type { CartLine, List } from '@holdfast/cart'
import { useCart, useCartLine } from '@holdfast/react/cart'
import { lineNames } from '../assets/shared/basket/basketTexts.js'
import { describeLine, type LineWords } from '../assets/shared/basket/describeLine.js'
import { describeLineSync } from '../assets/shared/basket/describeSync.js'
import type { OpenShop } from '../assets/shared/openShop.js'
import { useShown } from './useShown.ts'

export interface ShownLine {
  readonly line: CartLine
  readonly words: LineWords
  /** What its controls are called. */
  readonly names: ReturnType<typeof lineNames>
  readonly sync: ReturnType<typeof describeLineSync>
}

/** A line and what is said of it; renders again only when that differs. */
export function useLine({ cart, basket, products }: OpenShop, key: string, list: List): ShownLine | null {
  const line = useCartLine(cart, key, list)
  const { products: known } = useShown(products)
  const isOnline = useShown(basket.online)
  const sync = useCart(
    cart,
    ({ activity }) => describeLineSync(line?.sync ?? 'local', activity, isOnline),
    (a, b) => a.text === b.text,
  )
  if (!line) return null
  const words = describeLine(line, known)
  return { line, words, names: lineNames(words.name), sync }
}
