import { createCart, opsRemote } from '@holdfast/cart'
import * as holdfast from '@holdfast/core'
import { sessionPlugin } from '@holdfast/vue'
import { createApp } from 'vue'
import { openShop } from '../assets/shared/openShop.js'
import { createShopRouter } from './createShopRouter.ts'
import ShopLayout from './ShopLayout.vue'
import { shopKey } from './useShop.ts'

const shop = openShop({ ...holdfast, createCart, opsRemote }, location.search)

createApp(ShopLayout)
  .use(sessionPlugin(shop.session))
  .provide(shopKey, shop)
  .use(createShopRouter(shop.session))
  .mount('#app')
