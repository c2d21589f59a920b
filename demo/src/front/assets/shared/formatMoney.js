// @ts-check

/**
 * @param {number} amount in minor units
 * @param {string} currency
 */
export function formatMoney(amount, currency) {
  const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency })
  // The scale of the catalogue's currencies is Intl's; the amount is divided for display alone.
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
