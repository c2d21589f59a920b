// @ts-check
import { describeOwner } from '../shared/basket/describeOwner.js'
import { describeSync } from '../shared/basket/describeSync.js'
import { byId } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { showText } from '../shared/showText.js'
import { showCheckout } from './showCheckout.js'
import { showCoupons } from './showCoupons.js'
import { showFailures } from './showFailures.js'
import { showLines } from './showLines.js'
import { showMerged } from './showMerged.js'
import { showToast } from './showToast.js'

/**
 * What is wanted, the same in every tab.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showBasket(shop) {
  const { session, cart, basket, products, settings } = shop
  const list = byId('basket-lines', HTMLElement)
  const skeleton = byId('basket-skeleton', HTMLElement)
  const empty = byId('basket-empty', HTMLElement)
  const foot = byId('basket-foot', HTMLElement)
  const sync = byId('basket-sync', HTMLElement)
  const problem = byId('basket-problem', HTMLElement)

  function render() {
    const snapshot = cart.getSnapshot()
    const { status, lines, count, isDurable } = snapshot
    const isLoading = status === 'loading' || products.getSnapshot().status === 'loading'
    skeleton.hidden = !isLoading
    const isDone = lines.length === 0 && !basket.getSnapshot().isUnsure
    empty.hidden = isLoading || !isDone
    foot.hidden = isLoading || isDone
    list.hidden = isLoading
    if (isLoading) return
    showText(byId('basket-owner', HTMLElement), describeOwner(session.getSnapshot().user?.name, isDurable, settings))
    showText(byId('basket-count', HTMLElement), String(count))
    const said = describeSync(snapshot, basket.online.getSnapshot())
    showText(sync, said.text)
    sync.dataset['state'] = said.state
    showLines(shop)
    showFailures(shop)
  }

  showCheckout(shop)
  showCoupons(shop)
  showToast(shop)
  showMerged(shop)
  follow(basket, (told) => {
    showText(problem, told.problem)
    problem.hidden = told.problem === ''
  })
  for (const shown of [products, session, basket, basket.online]) shown.subscribe(render)
  follow(cart, render)
}
