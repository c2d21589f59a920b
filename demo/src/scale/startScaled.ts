import type { ShopServer } from '../createShopServer.ts'
import type { ScaledOptions } from './ScaledOptions.ts'

/** Starts several instances of each service behind one address. */
export async function startScaled({ instances }: ScaledOptions): Promise<ShopServer> {
  throw new Error(`This shop cannot run ${instances} instances yet; leave out --instances.`)
}
