// @ts-check
import { formatPrice } from './formatPrice.js'

/** @typedef {import('@holdfast/cart').CartSnapshot} CartSnapshot */

/**
 * What all lines cost together, and who says so.
 *
 * @param {CartSnapshot['totals']} totals
 */
export function describeTotals(totals) {
  if (!totals) return { subtotal: '', discount: '', total: '', status: 'The total cannot be told.' }
  const { subtotal, discount, total, status, unquoted } = totals
  const missing = unquoted === 1 ? ' One line has no price yet.' : ` ${unquoted} lines have no price yet.`
  return {
    subtotal: formatPrice(subtotal),
    discount: discount.minor > 0 ? `−${formatPrice(discount)}` : '',
    total: formatPrice(total),
    status:
      (status === 'confirmed' ? 'Confirmed by the shop.' : 'An estimate, until the shop confirms it.') +
      (unquoted > 0 ? missing : ''),
  }
}

/**
 * What became of a coupon.
 *
 * @param {CartSnapshot['coupons'][number]} coupon
 */
export function describeCoupon({ code, verdict }) {
  if (!verdict) return { code, text: 'not checked yet', state: 'open' }
  if (!verdict.isValid) return { code, text: verdict.message ?? 'does not count here', state: 'bad' }
  const off = verdict.discount && verdict.discount.minor > 0 ? `−${formatPrice(verdict.discount)}` : ''
  return { code, text: verdict.message ?? (off || 'counts'), state: 'good' }
}
