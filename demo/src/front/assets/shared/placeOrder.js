// @ts-check
import { withoutOrdered } from './basketLines.js'
import { OrderRefused } from './createOrdersClient.js'
import { formatMoney } from './formatMoney.js'
import { wordsForError } from './wordsFor.js'

/** What to tell a guest who wants to order. */
export const signInToOrder = 'Sign in to place the order: the basket comes with you.'

/**
 * Turns the basket of whoever is signed in into an order; resolves with what to say, or with what went wrong.
 *
 * @param {import('./openShop.js').OpenShop} shop
 * @returns {Promise<{ readonly said: string, readonly problem: string }>}
 */
export async function placeOrder({ session, oldBasket: basket, orders, tabNews }) {
  const { value: lines } = basket.getSnapshot()
  const { user } = session.getSnapshot()
  if (!user) return { said: '', problem: signInToOrder }
  let said = ''
  try {
    const { total, currency } = await orders.place(lines)
    said = `Ordered for ${formatMoney(total, currency)}. Thank you!`
    tabNews.tellLine(`Ordered for ${formatMoney(total, currency)}`)
    // Whoever is here now keeps their own basket.
    if (session.getSnapshot().user?.id === user.id) await basket.update((left) => withoutOrdered(left, lines))
    return { said, problem: '' }
  } catch (error) {
    return { said, problem: error instanceof OrderRefused ? error.message : wordsForError(error) }
  }
}
