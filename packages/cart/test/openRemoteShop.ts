import type { CartRemote } from '../src/remote/CartRemote.ts'
import { opsRemote } from '../src/remote/opsRemote.ts'
import { type CartServer, createCartServer } from './createCartServer.ts'
import { ann, openShop, type Page, type Shop, type ShopOptions, shown } from './openShop.ts'

export const linesOf = ({ cart }: Page): { readonly [product: string]: number } => shown(cart.getSnapshot().lines)

export interface RemoteShop extends Shop {
  readonly server: CartServer
  readonly remote: CartRemote
  /** Opens a page whose cart goes to the server. */
  visit(): Page
  /** Waits until pages have what ann has at the server, and have nothing more to do. */
  settled(...pages: Page[]): Promise<void>
}

/** Opens a world with a server that keeps carts. */
export function openRemoteShop(options: ShopOptions = {}): RemoteShop {
  const shop = openShop({ ...options, session: { origins: ['https://cart.test'], ...options.session } })
  const server = createCartServer(shop.world)
  const remote = opsRemote({ url: server.url })
  const isSettled = (page: Page): boolean => {
    const { sync, activity } = page.cart.getSnapshot()
    return sync === 'synced' && activity === 'idle' && same(linesOf(page), server.has('ann'))
  }
  return {
    ...shop,
    server,
    remote,
    visit: () => shop.open({ remote }),
    settled: (...pages) => shop.world.until(() => pages.every(isSettled)),
  }
}

/** Opens such a world with a page where ann has signed in. */
export async function openSignedIn(options: ShopOptions = {}): Promise<RemoteShop & { readonly page: Page }> {
  const shop = openRemoteShop(options)
  const page = shop.visit()
  await shop.world.run(page.session.signIn(ann))
  await shop.world.run(page.cart.ready())
  await shop.settled(page)
  return { ...shop, page }
}

function same(a: { readonly [product: string]: number }, b: { readonly [product: string]: number }): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort())
}
