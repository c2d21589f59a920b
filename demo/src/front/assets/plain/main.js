// @ts-check
import { byId } from '../shared/element.js'
import { openShop } from '../shared/openShop.js'
import { showBasket } from './showBasket.js'
import { showCatalogue } from './showCatalogue.js'
import { showExpiryWarning } from './showExpiryWarning.js'
import { showHeader } from './showHeader.js'
import { showLog } from './showLog.js'
import { showNotices } from './showNotices.js'
import { showOrders } from './showOrders.js'
import { showSessionChoice } from './showSessionChoice.js'
import { showSignIn } from './showSignIn.js'
import { showStrip } from './showStrip.js'
import { showTimes } from './showTimes.js'

if (globalThis.Holdfast) show(openShop(globalThis.Holdfast, location.search))
else byId('no-library', HTMLElement).hidden = false

/** @param {import('../shared/openShop.js').OpenShop} shop */
function show(shop) {
  showLog(shop)
  showNotices(shop)
  showStrip(shop)
  showTimes(shop)
  showExpiryWarning(shop)
  showHeader(shop)
  showSignIn(shop)
  showSessionChoice(shop)
  showCatalogue(shop)
  showOrders(shop)
  showBasket(shop)
}
