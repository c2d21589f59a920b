import type { World } from '@holdfast/testing'
import type { RemoteCart, RemoteLine } from '../src/remote/RemoteCart.ts'

/** A back end at `https://cart.test/cart` that knows one cart, of quantities only: `GET` and `PUT`, and 412 by `If-Match`. */
export interface PlainServer {
  readonly url: string
  cart: RemoteCart
  /** Refuses a cart with what it does not sell. */
  readonly unknown: Set<string>
  /** Called before each write. */
  onPut(): void
  /** By product, what is in the cart. */
  has(): { readonly [product: string]: number }
  count(method: 'PUT' | 'GET'): number
  /** What another device does. */
  change(lines: readonly RemoteLine[]): void
}

export function createPlainServer(world: World): PlainServer {
  const counts = { PUT: 0, GET: 0 }
  let version = 1
  const server: PlainServer = {
    url: 'https://cart.test/cart',
    cart: { lines: [] },
    unknown: new Set(),
    onPut: () => {},
    has: () =>
      Object.fromEntries(
        server.cart.lines.map(({ productId, quantity, list }) => [
          list === 'saved' ? `(${productId})` : productId,
          quantity,
        ]),
      ),
    count: (method) => counts[method],
    change(lines) {
      version++
      server.cart = { ...server.cart, lines }
    },
  }
  const cors = {
    'access-control-allow-origin': world.origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'authorization, content-type, if-match',
    'access-control-allow-methods': 'GET, PUT',
    'access-control-expose-headers': 'etag',
  }
  world.serve('https://cart.test', async ({ method, headers, body, wait }) => {
    await wait(40)
    const answer = (status: number, said: unknown) =>
      Response.json(said, { status, headers: { ...cors, etag: `"${version}"` } })
    if (method === 'OPTIONS') return new Response(null, { status: 204, headers: cors })
    counts[method as 'PUT' | 'GET']++
    if (method === 'GET') return answer(200, server.cart)
    server.onPut()
    const wanted = headers.get('if-match')
    if (wanted && wanted !== `"${version}"`) return answer(412, { error: 'changed' })
    const { lines, coupons } = JSON.parse(body) as RemoteCart
    const odd = lines.find(({ productId }) => server.unknown.has(productId))
    if (odd) return answer(422, { error: 'unknown_product', message: `${odd.productId} is not sold here.` })
    version++
    server.cart = {
      lines: lines.map((line) => ({ ...line, quote: { unit: { minor: 100, currency: 'EUR', scale: 2 } } })),
      ...(coupons && { coupons }),
    }
    return answer(200, server.cart)
  })
  return server
}
