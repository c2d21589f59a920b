// @ts-check
import { createShop } from '../shared/createShop.js'
import { createTabNews } from '../shared/createTabNews.js'
import { byId } from '../shared/element.js'
import { readSettings } from '../shared/readSettings.js'
import { showBasket } from './showBasket.js'
import { showCatalogue } from './showCatalogue.js'
import { showExpiryWarning } from './showExpiryWarning.js'
import { showHeader } from './showHeader.js'
import { showLog } from './showLog.js'
import { showNotices } from './showNotices.js'
import { showOrders } from './showOrders.js'
import { showSignIn } from './showSignIn.js'
import { showStrip } from './showStrip.js'
import { showTimes } from './showTimes.js'

if (globalThis.Holdfast) openShop(globalThis.Holdfast)
else byId('no-library', HTMLElement).hidden = false

/** @param {typeof import('@holdfast/core')} holdfast */
function openShop(holdfast) {
  const shop = createShop(holdfast, readSettings(location.search))
  globalThis.shop = shop
  const tabNews = createTabNews()

  // Before anything starts the session: whatever happens first is seen.
  showLog(shop, tabNews)
  showNotices(shop)
  showStrip(shop, tabNews.tab)
  showTimes(shop)
  showExpiryWarning(shop)
  showHeader(shop)
  showSignIn(shop)
  const catalogue = showCatalogue(shop, tabNews)
  const orders = showOrders(shop)
  showBasket(shop, { catalogue, tabNews, onOrdered: orders.reload })
}
