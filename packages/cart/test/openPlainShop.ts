import type { CartRemote } from '../src/remote/CartRemote.ts'
import type { AbsoluteOptions } from '../src/remote/RemoteCart.ts'
import { versionedRemote } from '../src/remote/versionedRemote.ts'
import { createPlainServer, type PlainServer } from './createPlainServer.ts'
import { ann, openShop, type Page, type Shop } from './openShop.ts'

export interface PlainShop extends Shop {
  readonly server: PlainServer
  readonly remote: CartRemote
  readonly page: Page
  /** Takes everything to the server and back; of the first page unless told. */
  done(of?: Page): Promise<void>
}

/** Opens a world with a server that knows quantities only, and a page where ann has signed in. */
export async function openPlainShop(
  make: (options: AbsoluteOptions) => CartRemote = versionedRemote,
  more: (url: string) => AbsoluteOptions = () => ({}),
): Promise<PlainShop> {
  const shop = openShop({ session: { origins: ['https://cart.test'] } })
  const server = createPlainServer(shop.world)
  const remote = make({ url: server.url, ...more(server.url) })
  const page = shop.open({ remote })
  const done = (of = page): Promise<void> => shop.world.run(of.cart.sync())
  await shop.world.run(page.session.signIn(ann))
  await done()
  return { ...shop, server, remote, page, done }
}
