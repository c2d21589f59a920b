import { useCart } from '@holdfast/react/cart'
import { basketTexts, lineNames } from '../assets/shared/basket/basketTexts.js'
import { describeFailure } from '../assets/shared/basket/describeSync.js'
import { findProduct } from '../assets/shared/createProducts.js'
import { Leaving } from './Leaving.tsx'
import type { ShopProps } from './ShopProps.ts'
import { useShown } from './useShown.ts'

/** What the shop refused, and what can be done about it. */
export function Failures({ shop }: ShopProps) {
  const { basket, cart, products } = shop
  const { failures } = useCart(cart)
  const { products: known } = useShown(products)
  return (
    <div id="basket-refused" className="refused" hidden={failures.length === 0}>
      <h3 id="refused-title" className="eyebrow">
        {basketTexts.refused}
      </h3>
      <ul id="basket-failures" className="plain-list" aria-labelledby="refused-title">
        {failures.map((failure) => {
          const { key, name, message } = describeFailure(failure, (id) => findProduct(known, id)?.name ?? id)
          const names = lineNames(name)
          return (
            <li key={key} className="notice bad">
              <strong>{name}</strong> {message}{' '}
              <Leaving text={basketTexts.retry} name={names.retry} onPress={() => basket.retry(key)} />{' '}
              <Leaving text={basketTexts.discard} name={names.discard} onPress={() => basket.discard(key)} />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
