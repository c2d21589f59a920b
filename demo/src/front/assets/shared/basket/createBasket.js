// @ts-check
import { createReadable } from '../createReadable.js'
import { wordsForError } from '../wordsFor.js'
import { createMerged } from './createMerged.js'
import { createOnline } from './createOnline.js'
import { createToast } from './createToast.js'
import { describeLine } from './describeLine.js'
import { placeOrder } from './placeOrder.js'
import { mostPieces, readQuantity } from './readQuantity.js'
import { toIdentity } from './variants.js'

/** @typedef {import('@holdfast/cart').CartLine} CartLine */
/** @typedef {import('@holdfast/cart').List} List */

/**
 * @typedef {object} BasketState
 * @property {string} problem
 * @property {string} ordered
 * @property {boolean} isOrdering
 * @property {boolean} isUnsure whether an order may stand that nobody has confirmed; then one can ask again, even where nothing is left in the basket
 */

/** @type {BasketState} */
const nothing = { problem: '', ordered: '', isOrdering: false, isUnsure: false }

/**
 * What people do with the basket, and what they are told of it. What is in it is the cart's matter.
 *
 * @param {import('../createShop.js').Shop} shop
 * @param {import('../createTabNews.js').TabNews} tabNews
 * @param {ReturnType<typeof import('../createProducts.js').createProducts>} products
 * @param {() => void} onOrdered
 */
export function createBasket(shop, tabNews, products, onOrdered) {
  const { session, cart } = shop
  const state = createReadable(/** @type {BasketState} */ (nothing))
  const toast = createToast()
  const merged = createMerged(shop, tabNews)

  /** @param {Partial<BasketState>} some */
  function tell(some) {
    state.set({ ...state.getSnapshot(), ...some })
  }

  /**
   * Makes an edit; tells what went wrong, or every tab's log what was done.
   *
   * @param {() => Promise<unknown>} edit
   * @param {string} line
   * @param {import('./createToast.js').ToastText | null} [said]
   */
  async function change(edit, line, said = null) {
    if (state.getSnapshot().problem) tell({ problem: '' })
    toast.show(said)
    try {
      await edit()
      tabNews.tellLine(line)
    } catch (error) {
      toast.hide()
      tell({ problem: `The basket could not be changed. ${wordsForError(error)}` })
    }
  }

  /** @param {CartLine} line */
  const nameOf = (line) => describeLine(line, products.getSnapshot().products).name

  /** @param {'undo' | 'redo'} which */
  async function turn(which) {
    const { hasUndo, hasRedo } = cart.getSnapshot()
    if (!(which === 'undo' ? hasUndo : hasRedo)) return
    const isUndo = which === 'undo'
    await change(cart[which], isUndo ? 'An edit of the basket undone' : 'An edit of the basket done again', {
      text: isUndo ? 'Undone.' : 'Done again.',
      action: isUndo ? 'redo' : 'undo',
    })
  }

  session.on('user-changed', () => {
    toast.hide()
    tell({ ...nothing, isOrdering: state.getSnapshot().isOrdering })
  })

  return {
    getSnapshot: state.getSnapshot,
    subscribe: state.subscribe,
    toast,
    merged,
    online: createOnline(),
    undo: () => turn('undo'),
    redo: () => turn('redo'),
    /**
     * Puts one more into the basket; resolves with what to say of it.
     *
     * @param {import('../loadCatalogue.js').Product} product
     * @param {string} [chosen] of what there is to choose
     */
    async add({ sku, name }, chosen = '') {
      const identity = toIdentity(sku, chosen)
      const what = [name, ...Object.values(identity)].join(', ')
      await change(() => cart.add({ productId: sku, identity }), `${what} put into the basket`)
      return state.getSnapshot().problem || `${what} is in the basket.`
    },
    /**
     * @param {CartLine} line
     * @param {1 | -1} by
     */
    async step(line, by) {
      if (by < 0 ? line.quantity <= 1 : line.quantity >= mostPieces) return
      const { key, productId, identity } = line
      const edit = () => (by < 0 ? cart.remove(key, { quantity: 1 }) : cart.add({ productId, identity }))
      await change(edit, `${nameOf(line)}: one ${by < 0 ? 'fewer' : 'more'}`)
    },
    /**
     * Takes what was written into the field; whether it was a number of pieces.
     *
     * @param {CartLine} line
     * @param {string} text
     */
    setQuantity(line, text) {
      const { quantity, problem } = readQuantity(text)
      if (quantity === null) tell({ problem })
      else if (quantity !== line.quantity)
        void change(() => cart.setQuantity(line.key, quantity), `${nameOf(line)}: ${quantity}`)
      return quantity !== null
    },
    /**
     * @param {CartLine} line
     * @param {List} [list]
     */
    async remove(line, list = 'cart') {
      const name = nameOf(line)
      const said = /** @type {const} */ ({ text: `Removed ${name}.`, action: 'undo' })
      await change(() => cart.remove(line.key, { list }), `${name} taken out of the basket`, said)
    },
    /**
     * @param {CartLine} line
     * @param {List} to
     */
    async move(line, to) {
      const name = nameOf(line)
      const text = to === 'saved' ? `Saved ${name} for later.` : `Moved ${name} to the basket.`
      await change(() => cart.move(line.key, to), text.slice(0, -1), { text, action: 'undo' })
    },
    /**
     * @param {CartLine} line
     * @param {string} text
     */
    async setNote(line, text) {
      const note = text.trim() || null
      if ((line.attributes['note'] ?? null) === note) return
      await change(() => cart.setAttribute(line.key, 'note', note), `${nameOf(line)}: another gift note`)
    },
    /** @param {string} text */
    async addCoupon(text) {
      const code = text.trim().toUpperCase()
      if (code) await change(() => cart.addCoupon(code), `Coupon ${code} added`)
    },
    /** @param {string} code */
    removeCoupon: (code) =>
      change(() => cart.removeCoupon(code), `Coupon ${code} removed`, {
        text: `Removed coupon ${code}.`,
        action: 'undo',
      }),
    /** @param {string} key of a dead letter */
    retry: (key) => change(async () => cart.retry(key), 'Sent to the shop once more'),
    /** @param {string} key of a dead letter */
    discard: (key) => change(async () => cart.discard(key), 'What the shop had refused is discarded'),
    /** @param {CartLine} line */
    acceptPrice: (line) => change(async () => cart.acceptPrice(line.key), `${nameOf(line)}: the new price is kept`),
    /** Resolves with whether something was ordered, or somebody has to sign in first. */
    async order() {
      if (state.getSnapshot().isOrdering) return 'busy'
      toast.hide()
      tell({ isOrdering: true, problem: '', ordered: '' })
      const { isUnsure: wasUnsure } = state.getSnapshot()
      let answer = await placeOrder(shop, tabNews.tellLine, wasUnsure)
      // Under the same key it is the same order: who asks at once is mostly told.
      if (answer.isUnsure) answer = await placeOrder(shop, tabNews.tellLine, true)
      const { said, problem, isUnsure } = answer
      tell({ isOrdering: false, problem, ordered: said, isUnsure })
      // The prices and the stock that the refusal was about.
      if (problem) void cart.sync().catch(() => undefined)
      if (said) {
        onOrdered()
        // Nothing is left to be taken out again.
        merged.keep()
        return 'ordered'
      }
      return session.getSnapshot().user ? 'refused' : 'sign-in'
    },
  }
}

/** @typedef {ReturnType<typeof createBasket>} Basket */
