import { createRouter, createWebHistory, type Router } from 'vue-router'
import type { ShopSession } from '../assets/shared/createShop.js'
import { signInPath } from '../assets/shared/signInPath.js'
import OrdersPage from './OrdersPage.vue'
import ShopPage from './ShopPage.vue'
import SignInPage from './SignInPage.vue'

/** The pages of the shop, and who may see them. */
export function createShopRouter(session: ShopSession): Router {
  const router = createRouter({
    history: createWebHistory('/vue'),
    routes: [
      { path: '/', component: ShopPage },
      { path: '/orders', component: OrdersPage, meta: { needsUser: true } },
      { path: '/sign-in', component: SignInPage },
    ],
  })
  router.beforeEach(async ({ meta, fullPath }) => {
    if (!meta['needsUser']) return true
    const { status } = await session.ready()
    return status === 'signed-in' || signInPath(fullPath)
  })
  return router
}
