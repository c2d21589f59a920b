import type { CartLine, List } from '@holdfast/cart'
import { useCart, useCartLine } from '@holdfast/vue/cart'
import { type ComputedRef, computed } from 'vue'
import { lineNames } from '../assets/shared/basket/basketTexts.js'
import { describeLine, type LineWords } from '../assets/shared/basket/describeLine.js'
import { describeLineSync } from '../assets/shared/basket/describeSync.js'
import { useShop } from './useShop.ts'
import { useShown } from './useShown.ts'

export interface ShownLine {
  readonly line: CartLine
  readonly words: LineWords
  /** What its controls are called. */
  readonly names: ReturnType<typeof lineNames>
}

export interface UsedLine {
  readonly shown: ComputedRef<ShownLine | null>
  readonly sync: ComputedRef<ReturnType<typeof describeLineSync>>
}

/** A line and what is said of it; triggers only when that differs. */
export function useLine(key: () => string, list: List): UsedLine {
  const { cart, basket, products } = useShop()
  const line = useCartLine(cart, key, list)
  const catalogue = useShown(products)
  const isOnline = useShown(basket.online)
  const shown = computed(() => {
    if (!line.value) return null
    const words = describeLine(line.value, catalogue.value.products)
    return { line: line.value, words, names: lineNames(words.name) }
  })
  const sync = useCart(
    cart,
    ({ activity }) => describeLineSync(line.value?.sync ?? 'local', activity, isOnline.value),
    (a, b) => a.text === b.text,
  )
  return { shown, sync }
}
