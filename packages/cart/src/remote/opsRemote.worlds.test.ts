import { expect, test } from 'vitest'
import { linesOf, openSignedIn } from '../../test/openRemoteShop.ts'
import type { Page } from '../../test/openShop.ts'

/** `npm run test:cart` goes through many more. */
const SEEDS = process.env['HOLDFAST_HISTORIES'] ? 24 : 8
const PRODUCTS = ['mug', 'pen', 'hat']

test.each(Array.from({ length: SEEDS }, (_, index) => index + 1))(
  'devices with several tabs, offline and online, with lost, doubled and late requests and tabs that die, agree with the server and lose no add (seed %i)',
  async (seed) => {
    const { world, server, page, remote, open } = await openSignedIn({ seed, networkLatency: [2, 600] })
    const { random } = world
    const visit = (device: string) => open({ remote, name: device })
    const devices: Page[][] = [
      [page, visit('cart')],
      [visit('laptop'), visit('laptop')],
    ]
    for (const { cart } of devices.flat()) await world.run(cart.ready())
    const added: { [product: string]: number } = {}
    const pending: Promise<unknown>[] = []

    for (let step = 0; step < 40; step++) {
      const tabs = devices[random.below(2)] as Page[]
      const at = random.below(tabs.length)
      const { cart, tab } = tabs[at] as Page
      const product = PRODUCTS[random.below(3)] as string
      switch (random.below(9)) {
        case 0:
          tab.goOffline()
          break
        case 1:
          for (const other of tabs) other.tab.goOnline()
          break
        case 2: {
          const lose = (['request', 'answer', undefined] as const)[random.below(3)]
          world.fault({
            url: '/cart',
            times: 2,
            fault: { ...(lose && { lose }), isSentTwice: random.below(2) === 1, delay: random.below(3_000) },
          })
          break
        }
        case 3:
          tab.focus()
          break
        case 4: {
          await world.settle(Promise.all(pending), { limit: 20_000 })
          tab.crash()
          tabs[at] = visit(tabs === devices[0] ? 'cart' : 'laptop')
          await world.run(tabs[at]!.cart.ready())
          break
        }
        default: {
          const quantity = 1 + random.below(3)
          added[product] = (added[product] ?? 0) + quantity
          pending.push(cart.add({ productId: product, quantity }))
        }
      }
      await world.advance(random.below(800))
    }
    await world.run(Promise.all(pending))
    for (const { tab } of devices.flat()) tab.goOnline()
    await world.advance(40_000)
    // What others did is seen when the visitor comes back.
    for (const tabs of devices) {
      tabs[0]?.tab.focus()
      await world.advance(10_000)
    }
    expect(server.has('ann')).toEqual(added)
    for (const one of devices.flat()) {
      expect(linesOf(one)).toEqual(added)
      expect(one.cart.getSnapshot()).toMatchObject({ sync: 'synced', failures: [] })
    }
  },
)
