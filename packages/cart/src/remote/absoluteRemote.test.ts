import { describe, expect, test } from 'vitest'
import { openPlainShop } from '../../test/openPlainShop.ts'
import { ann, bob, openShop, type Page, shown } from '../../test/openShop.ts'
import { plainRemote } from './plainRemote.ts'
import type { RemoteCart } from './RemoteCart.ts'
import { versionedRemote } from './versionedRemote.ts'

const open = (make = versionedRemote) =>
  openPlainShop(make, (url) => ({ read: ({ fetch, signal }) => fetch(`${url}?read`, { signal }) }))

const linesOf = ({ cart }: Page) => shown(cart.getSnapshot().lines)
const mugs = (quantity: number) => ({ productId: 'mug', quantity })

describe.each([
  ['versionedRemote', versionedRemote],
  ['plainRemote', plainRemote],
] as const)('%s', (_, make) => {
  test.each(['answer', 'request', 'hang'] as const)(
    'counts once what is written where the %s is lost',
    async (lose) => {
      const { world, server, page, done } = await open(make)
      await world.run(page.cart.add(mugs(2)))
      await done()
      await world.advance(5_000)
      for (const times of [1, 2]) {
        // Reads go through.
        world.fault({ url: '/cart', times, fault: { lose } })
        world.fault({ url: '?read', times, fault: {} })
        const key = await world.run(page.cart.add(mugs(3)))
        await world.run(page.cart.add({ productId: 'pen' }))
        await world.until(() => page.cart.getSnapshot().activity === 'waiting')
        await world.run(page.cart.add(mugs(1)))
        await world.until(() => page.cart.getSnapshot().sync === 'synced')
        await done()
        expect([linesOf(page), server.has()]).toEqual(Array(2).fill({ mug: 2 + 4 * times, pen: times }))
        expect(key).toBe(page.cart.getSnapshot().lines[0]!.key)
      }
    },
  )

  test.each([60, 80, 100, 120, 140, 160, 180])(
    'counts once what is edited just before the visitor goes to another page (%i ms)',
    async (at) => {
      const { world, server, page, remote, reload, done } = await open(make)
      await world.run(page.cart.add(mugs(2)))
      await done()
      await world.advance(5_000)
      await world.run(page.cart.add(mugs(3)))
      await world.advance(at)
      const next = reload(page, { remote })
      await done(next)
      expect([linesOf(next), server.has()]).toEqual([{ mug: 5 }, { mug: 5 }])
    },
  )

  test('keeps what another device has noted on a line that is edited here', async () => {
    const { world, server, page, done } = await open(make)
    const key = await world.run(page.cart.add({ ...mugs(1), attributes: { note: 'old', wrap: 'red' } }))
    await done()
    page.tab.goOffline()
    await world.run(page.cart.add(mugs(2)))
    await world.run(page.cart.setAttribute(key, 'wrap', 'blue'))
    server.change([{ ...mugs(1), attributes: { wrap: 'red', ribbon: 'gold' } }])
    page.tab.goOnline()
    await done()
    expect(server.cart.lines).toMatchObject([{ ...mugs(3), attributes: { wrap: 'blue', ribbon: 'gold' } }])
    expect(server.cart.lines[0]!.attributes).not.toHaveProperty('note')
    expect(page.cart.getSnapshot().lines[0]!.attributes).toEqual({ wrap: 'blue', ribbon: 'gold' })
  })

  test('takes no refusal to be read for a refusal of an edit', async () => {
    const { world, server, page, done } = await open(make)
    await world.run(page.cart.add(mugs(2)))
    await done()
    await world.advance(5_000)
    world.fault({ url: '/cart', fault: { answer: { status: 403, body: '{}' } } })
    await world.run(page.cart.add(mugs(1)))
    await world.until(() => page.cart.getSnapshot().activity === 'waiting')
    expect(page.cart.getSnapshot()).toMatchObject({
      failures: [],
      sync: 'queued',
      error: { code: 'SERVER_UNAVAILABLE' },
    })
    await done()
    expect(server.has()).toEqual({ mug: 3 })
  })

  test('knows prices, and what became of a write, of a back end that answers it with nothing', async () => {
    const { world, open: openPage } = openShop()
    let kept: RemoteCart = { lines: [] }
    const quote = { unit: { minor: 100, currency: 'EUR', scale: 2 } }
    const remote = make({
      read: async () => kept,
      async write({ lines }) {
        kept = { lines: lines.map((line) => ({ ...line, quantity: Math.min(line.quantity, 5), quote })) }
        return new Response(null, { status: 204 })
      },
      guests: true,
    })
    const { cart } = openPage({ remote })
    await world.run(cart.sync())
    await world.run(cart.add(mugs(9)))
    await world.until(() => cart.getSnapshot().sync === 'synced')
    expect(cart.getSnapshot()).toMatchObject({ lines: [{ quantity: 5, quote }] })
  })

  test('writes nothing for somebody who has gone', async () => {
    const { world, open: openPage } = openShop()
    const reads: ((cart: RemoteCart) => void)[] = []
    const written: RemoteCart[] = []
    const remote = make({
      read: () => new Promise((resolve) => reads.push(resolve)),
      write: async (cart) => {
        written.push(cart)
        return cart
      },
    })
    const page = openPage({ remote })
    await world.run(page.session.signIn(ann))
    await world.run(page.cart.add(mugs(1)))
    await world.until(() => reads.length > 0)
    await world.run(page.session.signIn(bob))
    for (const read of reads) read({ lines: [] })
    await world.advance(5_000)
    expect(written).toEqual([])
  })
})

test('a version that a cart names counts more than what a framework puts on every answer', async () => {
  const { world, open: openPage } = openShop({ session: { origins: ['https://cart.test'] } })
  let kept = { version: 1, lines: [] as unknown[] }
  const cors = {
    'access-control-allow-origin': world.origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'authorization, content-type, if-match',
    'access-control-allow-methods': 'GET, PUT',
    'access-control-expose-headers': 'etag',
    etag: 'W/"2a-hash"',
  }
  world.serve('https://cart.test', async ({ method, headers, body }) => {
    if (method === 'OPTIONS') return new Response(null, { status: 204, headers: cors })
    if (method === 'PUT') {
      if (headers.get('if-match') !== `"${kept.version}"`) return Response.json({}, { status: 412, headers: cors })
      kept = { version: kept.version + 1, lines: JSON.parse(body).lines }
    }
    return Response.json(kept, { headers: cors })
  })
  const page = openPage({ remote: versionedRemote({ url: 'https://cart.test/cart' }) })
  await world.run(page.session.signIn(ann))
  await world.run(page.cart.add(mugs(2)))
  await world.run(page.cart.sync())
  expect(kept.lines).toMatchObject([mugs(2)])
})

test('of two devices that add as many at the same moment both count', async () => {
  const { world, server, page, done } = await open()
  let isFirst = true
  server.onPut = () => {
    if (isFirst) server.change([mugs(1)])
    isFirst = false
  }
  await world.run(page.cart.add(mugs(1)))
  await done()
  expect([linesOf(page), server.has()]).toEqual([{ mug: 2 }, { mug: 2 }])
})

describe.each([
  ['versionedRemote', versionedRemote],
  ['plainRemote', plainRemote],
] as const)("a guest's cart, at %s,", (_, make) => {
  test.each([
    ['max', 5],
    ['sum', 7],
    ['guest', 2],
    ['account', 5],
  ] as const)('goes by %s to what the account has', async (merge, mug) => {
    const { world, server, remote, open: openPage } = await open(make)
    server.change([mugs(5)])
    const page = openPage({ remote, merge, name: 'elsewhere' })
    await world.run(page.session.signOut())
    await world.run(page.cart.add(mugs(2)))
    await world.run(page.session.signIn(ann))
    await world.run(page.cart.sync())
    expect([linesOf(page), server.has()]).toEqual([{ mug }, { mug }])
  })
})

test('an edit that waits is put on top of what others do meanwhile, however often', async () => {
  const { world, server, page, done } = await open()
  server.unknown.add('mug')
  await world.run(page.cart.add(mugs(2)))
  await world.until(() => page.cart.getSnapshot().sync === 'failed')
  for (const others of [1, 4]) {
    server.change([mugs(others)])
    await done()
    expect(linesOf(page)).toEqual({ mug: others + 2 })
  }
  server.unknown.clear()
  await world.run(page.cart.retry())
  await done()
  expect(server.has()).toEqual({ mug: 6 })
})
