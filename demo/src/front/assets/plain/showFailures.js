// @ts-check
import { basketTexts, lineNames } from '../shared/basket/basketTexts.js'
import { describeFailure } from '../shared/basket/describeSync.js'
import { findProduct } from '../shared/createProducts.js'
import { byId, element } from '../shared/element.js'
import { showList } from '../shared/showList.js'
import { createLeaving } from './createLeaving.js'

/**
 * What the shop refused, and what can be done about it.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showFailures({ basket, cart, products }) {
  const { products: known } = products.getSnapshot()
  const failures = cart
    .getSnapshot()
    .failures.map((failure) => describeFailure(failure, (id) => findProduct(known, id)?.name ?? id))
  byId('basket-refused', HTMLElement).hidden = failures.length === 0
  showList(
    byId('basket-failures', HTMLElement),
    failures,
    ({ key, name, message }) => `${key} ${name} ${message}`,
    ({ key, name, message }) => {
      const names = lineNames(name)
      return element(
        'li',
        { class: 'notice bad' },
        element('strong', {}, name),
        ` ${message} `,
        createLeaving(basketTexts.retry, () => basket.retry(key), names.retry),
        ' ',
        createLeaving(basketTexts.discard, () => basket.discard(key), names.discard),
      )
    },
  )
}
