// @ts-check

/** What the basket says that does not depend on what is in it. */
export const basketTexts = {
  title: 'Basket',
  close: 'Close',
  empty: 'Nothing in it yet. Add something from the catalogue.',
  order: 'Place order',
  ordering: 'Placing the order…',
  saved: 'Saved for later',
  refused: 'Not taken by the shop',
  coupon: 'Coupon',
  apply: 'Apply',
  coupons: 'Coupons',
  subtotal: 'Subtotal',
  discount: 'Discount',
  total: 'Total',
  noteField: 'Gift note',
  keepPrice: 'Keep the new price',
  retry: 'Try again',
  discard: 'Discard',
  remove: 'Remove',
  save: 'Save for later',
  bringBack: 'Move to basket',
  undo: 'Undo',
  redo: 'Redo',
  mergedTitle: 'Two baskets became one',
  keepMerged: 'Keep',
  undoMerged: 'Undo',
}

/** Names for those who cannot see where a status stands. */
export const statusNames = { sync: 'Basket and shop', ordered: 'Your order', toast: 'Basket news' }

/**
 * What the controls of a line are called.
 *
 * @param {string} name of the line, with what makes it another one
 */
export function lineNames(name) {
  return {
    quantity: `How many of ${name}`,
    fewer: `One fewer of ${name}`,
    more: `One more of ${name}`,
    remove: `Remove ${name}`,
    save: `${basketTexts.save}: ${name}`,
    bringBack: `${basketTexts.bringBack}: ${name}`,
    note: `Gift note for ${name}`,
    keepPrice: `Keep the new price of ${name}`,
    retry: `Try again with ${name}`,
    discard: `Discard ${name}`,
  }
}
