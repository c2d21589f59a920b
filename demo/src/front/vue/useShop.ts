import { type InjectionKey, inject } from 'vue'
import type { OpenShop } from '../assets/shared/openShop.js'

export const shopKey: InjectionKey<OpenShop> = Symbol('shop')

/** What the app shows. */
export function useShop(): OpenShop {
  const shop = inject(shopKey)
  if (!shop) throw new Error('The app has no shop.')
  return shop
}
