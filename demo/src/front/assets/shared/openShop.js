// @ts-check
import { createBasket } from './basket/createBasket.js'
import { createDrawer } from './basket/createDrawer.js'
import { createAccounts } from './createAccounts.js'
import { createFacts } from './createFacts.js'
import { createLog } from './createLog.js'
import { createNotices } from './createNotices.js'
import { createOrders } from './createOrders.js'
import { createProducts } from './createProducts.js'
import { createSessionChoice } from './createSessionChoice.js'
import { createShop } from './createShop.js'
import { createTabNews } from './createTabNews.js'
import { createTimes } from './createTimes.js'
import { readSettings } from './readSettings.js'

/**
 * All that a front end shows, whatever it is made with: the session, the basket, and what goes on around them.
 *
 * @param {import('./createShop.js').Holdfast} holdfast
 * @param {string} query of the page's address
 */
export function openShop(holdfast, query) {
  const products = createProducts()
  const shop = createShop(holdfast, readSettings(query), products)
  globalThis.shop = shop
  const tabNews = createTabNews()
  const orders = createOrders(shop.session)
  return {
    ...shop,
    tabNews,
    drawer: createDrawer(),
    // Before anything starts the session: whatever happens first is seen.
    log: createLog(shop, tabNews),
    notices: createNotices(shop.session),
    facts: createFacts(shop),
    times: createTimes(shop),
    products,
    basket: createBasket(shop, tabNews, products, orders.load),
    orders,
    accounts: createAccounts(shop.session),
    sessionChoice: createSessionChoice(shop),
  }
}

/** @typedef {ReturnType<typeof openShop>} OpenShop */
