// @ts-check

/** The most pieces of one line. */
export const mostPieces = 9_999

/**
 * The number of pieces that somebody has written, or what is wrong with it.
 *
 * @param {string} text
 * @returns {{ readonly quantity: number, readonly problem: '' } | { readonly quantity: null, readonly problem: string }}
 */
export function readQuantity(text) {
  const quantity = Number(text)
  if (text.trim() !== '' && Number.isInteger(quantity) && quantity >= 1 && quantity <= mostPieces)
    return { quantity, problem: '' }
  return { quantity: null, problem: `How many must be a whole number from 1 to ${mostPieces}.` }
}
