// @ts-check
import { formatMoney } from '../formatMoney.js'
import { wordsForError } from '../wordsFor.js'

/** @typedef {{ readonly said: string, readonly problem: string, readonly isUnsure: boolean }} Answer `isUnsure`: an order may stand all the same */

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

/** @type {Answer} */
const stands = { said: 'Your order stands. Thank you!', problem: '', isUnsure: false }

/**
 * Turns the basket of whoever is signed in into an order; resolves with what to say, or with what went wrong.
 *
 * @param {Pick<import('../createShop.js').Shop, 'session' | 'cart'>} shop
 * @param {(line: string) => void} tellLine
 * @param {boolean} wasUnsure whether an earlier try may have come to an order
 * @returns {Promise<Answer>}
 */
export async function placeOrder({ session, cart }, tellLine, wasUnsure) {
  if (!session.getSnapshot().user) return { said: '', problem: signInToOrder, isUnsure: false }
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
    if (!response.ok) return wordsForAnswer(response.status, body)
    const said = `Ordered for ${formatMoney(body.total, body.currency)}.`
    tellLine(said.slice(0, -1))
    return { said: `${said} Thank you!`, problem: '', isUnsure: false }
  } catch (error) {
    // What was ordered has gone from the server's copy: that is how an order is known whose answer was lost.
    if (wasUnsure && isEmpty(error)) return stands
    return wordsForFailure(error)
  }
}

/**
 * @param {number} status
 * @param {{ readonly error?: string, readonly message?: string }} body
 * @returns {Answer}
 */
function wordsForAnswer(status, { error = '', message = `The order service answered ${status}.` }) {
  const isUnsure = status >= 500 || error === 'under_way'
  const words = Object.hasOwn(refusals, error) ? refusals[error] : undefined
  return { said: '', problem: words ?? (isUnsure ? unknown : message), isUnsure }
}

/**
 * @param {unknown} error
 * @returns {Answer}
 */
function wordsForFailure(error) {
  const { name, code = '' } = /** @type {{ name?: string, code?: string }} */ (error ?? {})
  const words = isEmpty(error)
    ? 'Nothing is left to order: it was ordered, or taken out, in another tab.'
    : wordsForError(error)
  const isUnsure = name === 'TypeError' || ['OFFLINE', 'TIMEOUT', 'SERVER_UNAVAILABLE'].includes(code)
  return { said: '', problem: isUnsure ? `${words} ${unknown}` : words, isUnsure }
}

/** Whether the cart says that there is nothing to order. @param {unknown} error */
function isEmpty(error) {
  const { code } = /** @type {{ code?: string }} */ (error ?? {})
  return code === 'RECORD_INVALID'
}
