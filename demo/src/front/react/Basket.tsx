import { useSession } from '@holdfast/react'
import { useCart } from '@holdfast/react/cart'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { basketTexts, statusNames } from '../assets/shared/basket/basketTexts.js'
import { describeOwner } from '../assets/shared/basket/describeOwner.js'
import { readUndoKey } from '../assets/shared/basket/readUndoKey.js'
import { BasketLine } from './BasketLine.tsx'
import { Checkout } from './Checkout.tsx'
import { Coupons } from './Coupons.tsx'
import { Failures } from './Failures.tsx'
import { SavedLine } from './SavedLine.tsx'
import type { ShopProps } from './ShopProps.ts'
import { SyncChip } from './SyncChip.tsx'
import { Toast } from './Toast.tsx'
import { useKeys } from './useKeys.ts'
import { useShown } from './useShown.ts'

/** What is wanted, the same in every tab. */
export function Basket({ shop }: ShopProps) {
  const { basket, cart, products, settings } = shop
  const { status, isDurable } = useCart(cart)
  const [keys, savedKeys] = [useKeys(cart, 'lines'), useKeys(cart, 'saved')]
  const owner = useSession(({ user }) => user?.name)
  const { status: isKnown } = useShown(products)
  const { problem, ordered, isUnsure } = useShown(basket)
  const title = useRef<HTMLHeadingElement>(null)
  const isLoading = status === 'loading' || isKnown === 'loading'
  const isEmpty = isLoading || (keys.length === 0 && !isUnsure)

  useEffect(() => {
    // It was open before there was anything in it.
    if (document.documentElement.dataset['basket']) title.current?.focus()
  }, [])

  function turn(event: KeyboardEvent) {
    const which = readUndoKey(event.nativeEvent)
    if (!which) return
    event.preventDefault()
    void basket[which]()
  }

  return (
    <section id="basket" className="panel at-basket" aria-labelledby="basket-title" onKeyDown={turn}>
      <div className="panel-head">
        <h2 id="basket-title" ref={title} tabIndex={-1}>
          {basketTexts.title}
        </h2>
        <SyncChip shop={shop} />
        <button type="button" className="link basket-close" data-closes="basket">
          {basketTexts.close}
          <span className="unseen"> the basket</span>
        </button>
      </div>
      <Toast shop={shop} />
      <p id="basket-owner" className="soft">
        {!isLoading && describeOwner(owner, isDurable, settings)}
      </p>
      <p id="order-said" className="good" role="status" aria-label={statusNames.ordered}>
        {ordered}
      </p>
      <div id="basket-skeleton" aria-hidden="true" hidden={!isLoading}>
        <span className="skeleton skeleton-line" />
        <span className="skeleton skeleton-line" />
      </div>
      <p id="basket-empty" className="soft" hidden={isLoading || !isEmpty}>
        {basketTexts.empty}
      </p>
      <ul id="basket-lines" className="plain-list" aria-labelledby="basket-title" hidden={isLoading}>
        {keys.map((key) => (
          <BasketLine key={key} shop={shop} of={key} />
        ))}
      </ul>
      <Failures shop={shop} />
      <p id="basket-problem" className="notice bad" role="alert" hidden={problem === ''}>
        {problem}
      </p>
      <div id="basket-foot" hidden={isEmpty}>
        <Coupons shop={shop} />
        <Checkout shop={shop} />
      </div>
      <section id="saved" className="saved" aria-labelledby="saved-title" hidden={isLoading || savedKeys.length === 0}>
        <h3 id="saved-title" tabIndex={-1}>
          {basketTexts.saved}
        </h3>
        <ul id="saved-lines" className="plain-list" aria-labelledby="saved-title">
          {savedKeys.map((key) => (
            <SavedLine key={key} shop={shop} of={key} />
          ))}
        </ul>
      </section>
    </section>
  )
}
