// @ts-check
import { countPieces } from '../shared/basketLines.js'
import { allOfThem, changeBasket } from '../shared/changeBasket.js'
import { findProduct } from '../shared/createProducts.js'
import { describeOwner, describeTotal } from '../shared/describeBasket.js'
import { byId } from '../shared/element.js'
import { showList } from '../shared/showList.js'
import { showText } from '../shared/showText.js'
import { createBasketLine } from './createBasketLine.js'
import { showCheckout } from './showCheckout.js'

/**
 * What is wanted, the same in every tab.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showBasket(shop) {
  const { session, basket, products, settings, tabNews } = shop
  const list = byId('basket-lines', HTMLElement)
  const skeleton = byId('basket-skeleton', HTMLElement)
  const empty = byId('basket-empty', HTMLElement)
  const foot = byId('basket-foot', HTMLElement)
  const problem = byId('basket-problem', HTMLElement)

  /** @param {string} text */
  function tell(text) {
    showText(problem, text)
    problem.hidden = text === ''
  }

  /**
   * @param {string} sku
   * @param {number} by
   */
  async function change(sku, by) {
    tell('')
    if (by === allOfThem) byId('basket-title', HTMLElement).focus()
    const name = findProduct(products.getSnapshot().products, sku)?.name ?? sku
    tell(await changeBasket(basket.update, tabNews, { sku, name, by }))
  }

  function render() {
    const { status, value: lines, isDurable } = basket.getSnapshot()
    const { status: isKnown, products: known } = products.getSnapshot()
    const isLoading = status === 'loading' || isKnown === 'loading'
    skeleton.hidden = !isLoading
    empty.hidden = isLoading || lines.length > 0
    foot.hidden = isLoading || lines.length === 0
    list.hidden = isLoading
    if (isLoading) return
    showText(byId('basket-owner', HTMLElement), describeOwner(session.getSnapshot().user?.name, isDurable, settings))
    showText(byId('basket-count', HTMLElement), String(countPieces(lines)))
    showList(
      list,
      lines,
      ({ sku }) => sku,
      ({ sku }) => createBasketLine((by) => void change(sku, by)),
      (shown, line) => /** @type {ReturnType<typeof createBasketLine>} */ (shown).show(line, known),
    )
    showText(byId('basket-total', HTMLElement), describeTotal(lines, known))
  }

  showCheckout(shop, tell)
  session.on('user-changed', () => tell(''))
  products.subscribe(render)
  session.subscribe(render)
  basket.subscribe(render)
  render()
}
