// @ts-check

const most = 5

/**
 * As many orders as fit beside the catalogue, and what to say of the others.
 *
 * @param {import('./createOrders.js').Orders} shown
 */
export function newestOrders({ orders, said }) {
  const earlier = orders.length - most
  return {
    orders: orders.slice(0, most),
    said: said || (earlier > 0 ? `The newest ${most}; ${earlier} more before them.` : ''),
  }
}
