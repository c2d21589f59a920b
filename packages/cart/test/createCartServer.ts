import type { World } from '@holdfast/testing'
import { type CartContent, EMPTY } from '../src/document/CartDocument.ts'
import { mergeCarts } from '../src/document/mergeCarts.ts'
import { readContent } from '../src/document/readContent.ts'
import { countOf } from '../src/quantity/Quantity.ts'
import { withEntries } from '../src/remote/entriesOf.ts'

interface Kept {
  cart: CartContent
  version: number
  devices: { [device: string]: number }
}

/** A back end that speaks the protocol of `opsRemote` at `https://cart.test/cart`, for whoever bears a token. */
export interface CartServer {
  readonly origin: string
  readonly url: string
  /** What each line costs, in cents. */
  price: number
  /** Products that it does not take. */
  readonly unknown: Set<string>
  /** Changes what it answers. */
  lie: (answer: any) => unknown
  /** What a user has there, by product. */
  has(user: string): { readonly [product: string]: number }
  /** Loses everything, as after a crash without a backup. */
  forget(): void
  /** How often edits were sent, and how often only asked. */
  count(method: 'POST' | 'GET'): number
}

export function createCartServer(world: World): CartServer {
  const kept = new Map<string, Kept>()
  const counts = { POST: 0, GET: 0 }
  const userOf = (headers: Headers): string | undefined => {
    const payload = headers.get('authorization')?.split('.')[1]
    return payload && (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string }).sub
  }
  const server: CartServer = {
    origin: 'https://cart.test',
    url: 'https://cart.test/cart',
    price: 100,
    unknown: new Set(),
    lie: (answer) => answer,
    has: (user) =>
      Object.fromEntries(
        Object.values(kept.get(user)?.cart.lines ?? {})
          .map(({ product, cart }) => [product, countOf(cart)] as const)
          .filter(([, count]) => count),
      ),
    forget: () => kept.clear(),
    count: (method) => counts[method],
  }

  /** Prices only rise here. */
  const versionOf = (own: Kept): number => own.version + server.price

  function answer(own: Kept, device: string, refused: object): unknown {
    const quotes = Object.fromEntries(
      Object.keys(own.cart.lines).map((key) => [
        key,
        { unit: { minor: server.price, currency: 'EUR', scale: 2 }, stock: 50 },
      ]),
    )
    const pieces = Object.values(own.cart.lines).reduce((sum, { cart }) => sum + countOf(cart), 0)
    const total = { minor: pieces * server.price, currency: 'EUR', scale: 2 }
    return server.lie({
      version: versionOf(own),
      acknowledged: own.devices[device] ?? 0,
      currency: 'EUR',
      time: world.trueTime(),
      cart: own.cart,
      refused,
      quotes,
      verdicts: Object.fromEntries(Object.keys(own.cart.coupons).map((code) => [code, { isValid: code === 'TEN' }])),
      totals: { subtotal: total, discount: { ...total, minor: 0 }, total },
    })
  }

  world.serve(server.origin, async ({ method, url, headers, body, wait }) => {
    await wait(40)
    const cors = {
      'access-control-allow-origin': world.origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'authorization, content-type, if-none-match',
    }
    if (method === 'OPTIONS') return new Response(null, { status: 204, headers: cors })
    const user = userOf(headers)
    if (!user) return Response.json({ error: 'unauthorized' }, { status: 401, headers: cors })
    const own = kept.get(user) ?? { cart: EMPTY, version: 1, devices: {} }
    kept.set(user, own)
    counts[method as 'POST' | 'GET']++
    if (method === 'GET') {
      const isSame = headers.get('if-none-match') === `"${versionOf(own)}"`
      return isSame
        ? new Response(null, { status: 304, headers: cors })
        : Response.json(answer(own, url.searchParams.get('device') ?? '', {}), { headers: cors })
    }
    const { device, sequence, cart } = JSON.parse(body)
    const refused: { [key: string]: object } = {}
    const sent = readContent(cart, world.trueTime() + 300_000)
    for (const [key, line] of Object.entries(sent?.lines ?? {})) {
      const isAhead = JSON.stringify(line) !== JSON.stringify(cart.lines[key])
      if (isAhead) refused[key] = { code: 'clock', message: 'Set your clock.' }
      if (server.unknown.has(line.product)) refused[key] = { code: 'unknown_product', message: 'Not sold here.' }
    }
    const taken = withEntries(sent ?? EMPTY, Object.fromEntries(Object.keys(refused).map((key) => [key, undefined])))
    own.cart = mergeCarts(own.cart, taken)
    own.devices[device] = Math.max(own.devices[device] ?? 0, sequence)
    own.version++
    return Response.json(answer(own, device, refused), { headers: cors })
  })
  return server
}
