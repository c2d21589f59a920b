// @ts-check
import { describeCoupon } from '../shared/basket/describeTotals.js'
import { byId, element } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { showList } from '../shared/showList.js'

/**
 * Codes that may make it cheaper, and what the shop says of each.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showCoupons({ basket, cart }) {
  const field = byId('coupon', HTMLInputElement)
  byId('coupon-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault()
    void basket.addCoupon(field.value)
    field.value = ''
  })

  follow(cart, ({ coupons }) =>
    showList(
      byId('coupons', HTMLElement),
      coupons.map(describeCoupon),
      ({ code, text, state }) => `${code} ${text} ${state}`,
      ({ code, text, state }) => {
        const press = () => {
          field.focus()
          void basket.removeCoupon(code)
        }
        const remove = { type: 'button', class: 'link', 'aria-label': `Remove coupon ${code}`, click: press }
        return element(
          'li',
          { class: 'coupon', 'data-state': state },
          element('strong', {}, code),
          element('span', { class: 'coupon-text' }, text),
          element('button', remove, 'Remove'),
        )
      },
    ),
  )
}
