// @ts-check
import { changeQuantity, countPieces } from '../shared/basketLines.js'
import { byId } from '../shared/element.js'
import { formatMoney } from '../shared/formatMoney.js'
import { showList } from '../shared/showList.js'
import { showText } from '../shared/showText.js'
import { createBasketLine } from './createBasketLine.js'
import { createCheckout } from './createCheckout.js'

/**
 * @typedef {object} BasketSurroundings
 * @property {import('./showCatalogue.js').ShownCatalogue} catalogue
 * @property {import('../shared/createTabNews.js').TabNews} tabNews
 * @property {() => void} onOrdered
 */

/**
 * What is wanted, the same in every tab.
 *
 * @param {import('../shared/createShop.js').Shop} shop
 * @param {BasketSurroundings} surroundings
 */
export function showBasket(shop, { catalogue, tabNews, onOrdered }) {
  const { session, basket, settings } = shop
  const title = byId('basket-title', HTMLElement)
  const list = byId('basket-lines', HTMLElement)
  const skeleton = byId('basket-skeleton', HTMLElement)
  const empty = byId('basket-empty', HTMLElement)
  const foot = byId('basket-foot', HTMLElement)
  const total = byId('basket-total', HTMLElement)
  const owner = byId('basket-owner', HTMLElement)
  const count = byId('basket-count', HTMLElement)
  const problem = byId('basket-problem', HTMLElement)

  /**
   * @param {string} sku
   * @param {number} by
   */
  async function change(sku, by) {
    problem.hidden = true
    const name = catalogue.find(sku)?.name ?? sku
    const removes = by === Number.NEGATIVE_INFINITY
    if (removes) title.focus()
    try {
      await basket.update((lines) => changeQuantity(lines, sku, by))
      tabNews.tellLine(`${name}: ${removes ? 'taken out of the basket' : by > 0 ? 'one more' : 'one fewer'}`)
    } catch {
      showText(problem, 'The basket could not be changed. Please try again.')
      problem.hidden = false
    }
  }

  createCheckout(shop, { problem, tabNews, onOrdered })

  function render() {
    const { status, value: lines, isDurable } = basket.getSnapshot()
    const { user } = session.getSnapshot()
    const isLoading = status === 'loading' || catalogue.isLoading()
    skeleton.hidden = !isLoading
    empty.hidden = isLoading || lines.length > 0
    foot.hidden = isLoading || lines.length === 0
    list.hidden = isLoading
    if (isLoading) return
    const isShared = isDurable && settings.storage !== 'sessionstorage'
    showText(owner, `${user?.name ?? 'A guest'}’s, in ${isShared ? 'every tab' : 'this tab'}`)
    showText(count, String(countPieces(lines)))
    showList(
      list,
      lines,
      ({ sku }) => sku,
      ({ sku }) => createBasketLine(sku, (by) => void change(sku, by)),
      (shown, line) => /** @type {ReturnType<typeof createBasketLine>} */ (shown).show(line, catalogue.find(line.sku)),
    )
    const known = lines.map(({ sku, quantity }) => ({ quantity, product: catalogue.find(sku) }))
    const currency = known.find(({ product }) => product)?.product?.currency ?? 'EUR'
    showText(
      total,
      formatMoney(
        known.reduce((sum, { quantity, product }) => sum + quantity * (product?.price ?? 0), 0),
        currency,
      ),
    )
  }

  session.on('user-changed', () => {
    problem.hidden = true
  })
  catalogue.subscribe(render)
  session.subscribe(render)
  basket.subscribe(render)
  render()
}
