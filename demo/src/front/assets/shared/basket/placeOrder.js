// @ts-check
import { formatMoney } from '../formatMoney.js'
import { wordsForError } from '../wordsFor.js'

/** @typedef {{ readonly said: string, readonly problem: string }} Answer */

/** What to tell a guest who wants to order. */
const signInToOrder = 'Sign in to place the order: the basket comes with you.'

/** What is to be done about a refusal. @type {Readonly<Record<string, string>>} */
const refusals = {
  price_changed: 'A price has changed since you saw it. Look at the new total, then place the order again.',
  out_of_stock: 'There is not enough of something in your basket. Take less of it, or save it for later.',
  cart_changed: 'Your basket was ordered or changed on another device meanwhile. Look at what is left in it.',
  unknown_product: 'Something in your basket is not sold any more. Remove it, then place the order again.',
  under_way: 'This order is being placed already, perhaps in another tab. It is placed once.',
}

const unknown = 'Whether the order was placed is not known yet. Place it again: it is never placed twice.'

/**
 * Turns the basket of whoever is signed in into an order; resolves with what to say, or with what went wrong.
 *
 * @param {Pick<import('../createShop.js').Shop, 'session' | 'cart'>} shop
 * @param {(line: string) => void} tellLine
 * @returns {Promise<Answer>}
 */
export async function placeOrder({ session, cart }, tellLine) {
  if (!session.getSnapshot().user) return { said: '', problem: signInToOrder }
  try {
    const response = await cart.checkOut(({ key, lines, coupons, totals }) =>
      session.fetch('/orders', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({
          currency: cart.currency,
          lines: lines.map((line) => ({ key: line.key, sku: line.productId, quantity: line.quantity })),
          coupons: coupons.map(({ code }) => code),
          total: totals?.total.minor,
        }),
      }),
    )
    const body = await response.json().catch(() => ({}))
    if (!response.ok) return { said: '', problem: wordsForAnswer(response.status, body) }
    const said = `Ordered for ${formatMoney(body.total, body.currency)}.`
    tellLine(said.slice(0, -1))
    return { said: `${said} Thank you!`, problem: '' }
  } catch (error) {
    return { said: '', problem: wordsForFailure(error) }
  }
}

/**
 * @param {number} status
 * @param {{ readonly error?: string, readonly message?: string }} body
 */
function wordsForAnswer(status, { error = '', message }) {
  const words = Object.hasOwn(refusals, error) ? refusals[error] : undefined
  if (words) return words
  if (status >= 500) return unknown
  return message ?? `The order service answered ${status}.`
}

/** @param {unknown} error */
function wordsForFailure(error) {
  const { name, code } = /** @type {{ name?: string, code?: string }} */ (error ?? {})
  if (code === 'RECORD_INVALID') return 'Nothing is left to order: it was ordered, or taken out, in another tab.'
  // The request may have arrived all the same.
  const isUnknown = name === 'TypeError' || ['OFFLINE', 'TIMEOUT', 'SERVER_UNAVAILABLE'].includes(code ?? '')
  return isUnknown ? `${wordsForError(error)} ${unknown}` : wordsForError(error)
}
