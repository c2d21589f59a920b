// @ts-check

/** @typedef {{ readonly sku: string, readonly quantity: number }} Line */

/** The most pieces that the shop takes in one line. */
export const mostPieces = 99

/**
 * A guest's basket and the account's, once somebody signs in: of each product the larger quantity, so that doing it
 * twice changes nothing.
 *
 * @param {readonly Line[]} guest
 * @param {readonly Line[]} account
 * @returns {readonly Line[]}
 */
export function mergeLines(guest, account) {
  const larger = account.map(({ sku, quantity }) => ({ sku, quantity: Math.max(quantity, quantityOf(guest, sku)) }))
  return [...larger, ...guest.filter(({ sku }) => quantityOf(account, sku) === 0)]
}

/**
 * @param {readonly Line[]} lines
 * @param {string} sku
 * @param {number} by how many pieces, below 0 to take away
 * @returns {readonly Line[]}
 */
export function changeQuantity(lines, sku, by) {
  const quantity = Math.min(quantityOf(lines, sku) + by, mostPieces)
  if (quantity <= 0) return lines.filter((line) => line.sku !== sku)
  return quantityOf(lines, sku) > 0
    ? lines.map((line) => (line.sku === sku ? { sku, quantity } : line))
    : [...lines, { sku, quantity }]
}

/**
 * What is left once `ordered` has been ordered: what another tab added meanwhile stays.
 *
 * @param {readonly Line[]} lines
 * @param {readonly Line[]} ordered
 */
export function withoutOrdered(lines, ordered) {
  return ordered.reduce((left, { sku, quantity }) => changeQuantity(left, sku, -quantity), lines)
}

/** @param {readonly Line[]} lines */
export function countPieces(lines) {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0)
}

/**
 * @param {readonly Line[]} lines
 * @param {string} sku
 */
function quantityOf(lines, sku) {
  return lines.find((line) => line.sku === sku)?.quantity ?? 0
}
