import { useCart } from '@holdfast/react/cart'
import { statusNames } from '../assets/shared/basket/basketTexts.js'
import { describeSync } from '../assets/shared/basket/describeSync.js'
import type { ShopProps } from './ShopProps.ts'
import { useShown } from './useShown.ts'

/** How far the basket has come on its way to the shop. */
export function SyncChip({ shop: { basket, cart } }: ShopProps) {
  const isOnline = useShown(basket.online)
  const { text, state } = useCart(
    cart,
    (snapshot) => describeSync(snapshot, isOnline),
    (a, b) => a.text === b.text && a.state === b.state,
  )
  return (
    <span id="basket-sync" className="chip" role="status" aria-label={statusNames.sync} data-state={state}>
      {text}
    </span>
  )
}
