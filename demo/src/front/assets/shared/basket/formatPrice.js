// @ts-check

/** @param {import('@holdfast/cart').Money} money */
export function formatPrice({ minor, currency, scale }) {
  const digits = { minimumFractionDigits: scale, maximumFractionDigits: scale }
  // Divided for display alone.
  return new Intl.NumberFormat('en-IE', { style: 'currency', currency, ...digits }).format(minor / 10 ** scale)
}
