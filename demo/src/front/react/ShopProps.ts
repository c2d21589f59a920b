import type { OpenShop } from '../assets/shared/openShop.js'

/** What a part of the page is given to show. */
export interface ShopProps {
  readonly shop: OpenShop
}
