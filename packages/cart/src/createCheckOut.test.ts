import { createRecord } from '@holdfast/core'
import { describe, expect, test } from 'vitest'
import { linesOf, openSignedIn } from '../test/openRemoteShop.ts'
import type { CheckOutOptions } from './Cart.ts'
import { type CartDocument, EMPTY } from './document/CartDocument.ts'

const refused = (code: string) => expect.objectContaining({ code })

/** A shop that places one order for each key, and tells what it was asked for. */
function createTill() {
  const orders = new Map<string, readonly (readonly [string, number])[]>()
  const asked: CheckOutOptions[] = []
  return {
    orders,
    asked,
    place:
      (status = 201) =>
      async (order: CheckOutOptions): Promise<Response> => {
        asked.push(order)
        if (status === 201 && !orders.has(order.key))
          orders.set(
            order.key,
            order.lines.map(({ productId, quantity }) => [productId, quantity]),
          )
        return new Response('{}', { status })
      },
  }
}

test('an order is what is in the cart, and the cart is empty afterwards, here and at the server', async () => {
  const { world, server, page, settled } = await openSignedIn()
  await world.run(page.cart.add({ productId: 'mug', quantity: 2 }))
  await world.run(page.cart.add({ productId: 'pen', list: 'saved' }))
  const till = createTill()
  await world.run(page.cart.checkOut(till.place()))
  expect(till.asked).toMatchObject([
    {
      key: /^[0-9a-f]{16}$/.exec(till.asked[0]!.key)![0],
      lines: [{ productId: 'mug', quantity: 2 }],
      totals: { status: 'confirmed', total: { minor: 200 } },
    },
  ])
  await settled(page)
  expect([linesOf(page), server.has('ann')]).toEqual([{}, {}])
  expect(page.cart.getSnapshot().saved).toMatchObject([{ productId: 'pen' }])
  await expect(world.run(page.cart.checkOut(till.place()))).rejects.toEqual(refused('RECORD_INVALID'))
})

test('three tabs that order at once make one order and empty the cart once; what is added meanwhile stays', async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { world, server, page, visit, settled } = await openSignedIn({ seed })
    await world.run(page.cart.add({ productId: 'mug', quantity: 2 }))
    const pages = [page, visit(), visit()]
    for (const { cart } of pages) await world.run(cart.ready())
    await settled(...pages)
    const till = createTill()
    const placed = pages.map(({ cart }) => cart.checkOut(till.place()))
    world.after(1, () => void pages[1]!.cart.add({ productId: 'mug' }))
    const done = await world.run(Promise.allSettled(placed))
    for (const one of done) if (one.status === 'rejected') expect(one.reason).toEqual(refused('RECORD_INVALID'))
    await settled(...pages)
    const ordered = [...till.orders.values()].flat()
    const left = linesOf(page)['mug'] ?? 0
    expect(till.orders.size).toBe(1)
    expect(ordered[0]![1] + left).toBe(3)
    expect(server.has('ann')['mug'] ?? 0).toBe(left)
  }
})

describe('where the outcome is not known', () => {
  test.each([409, 500, 503, 429, 'lost'] as const)(
    '(%s) the next try, in another tab, after a reload, has the same key and lines',
    async (outcome) => {
      const { world, page, remote, reload, settled } = await openSignedIn()
      await world.run(page.cart.add({ productId: 'mug', quantity: 2 }))
      const till = createTill()
      // It was placed, and the answer was lost.
      const first = page.cart.checkOut(async (order) => {
        await till.place()(order)
        if (outcome === 'lost') throw new TypeError('lost')
        return new Response('{}', { status: outcome })
      })
      await world.settle(first)
      expect(linesOf(page)).toEqual({ mug: 2 })
      await world.run(page.cart.add({ productId: 'pen' }))
      const again = reload(page, { remote })
      await world.run(again.cart.ready())
      await world.run(again.cart.checkOut(till.place()))
      expect(till.asked.map(({ key }) => key)).toEqual([till.asked[0]!.key, till.asked[0]!.key])
      expect([...till.orders.values()]).toEqual([[['mug', 2]]])
      await settled(again)
      expect(linesOf(again)).toEqual({ pen: 1 })
    },
  )
})

test('a refusal leaves the cart as it is, and the next try is another order', async () => {
  const { world, page } = await openSignedIn()
  await world.run(page.cart.add({ productId: 'mug', quantity: 2 }))
  const till = createTill()
  expect((await world.run(page.cart.checkOut(till.place(422)))).status).toBe(422)
  expect(linesOf(page)).toEqual({ mug: 2 })
  await world.run(page.cart.checkOut(till.place()))
  expect(new Set(till.asked.map(({ key }) => key)).size).toBe(2)
})

test('nothing is ordered while the server cannot be reached', async () => {
  const { world, page } = await openSignedIn()
  await world.run(page.cart.add({ productId: 'mug' }))
  page.tab.goOffline()
  const till = createTill()
  await expect(world.run(page.cart.checkOut(till.place()))).rejects.toEqual(refused('OFFLINE'))
  expect(till.asked).toEqual([])
})

describe('the coupons of an order', () => {
  test('go with it; one that is entered again meanwhile is for the next', async () => {
    const { world, page, settled } = await openSignedIn()
    await world.run(page.cart.add({ productId: 'mug' }))
    for (const code of ['TEN', 'SHIP']) await world.run(page.cart.addCoupon(code))
    const till = createTill()
    const placed = page.cart.checkOut(async (order) => {
      await page.cart.removeCoupon('SHIP')
      await page.cart.addCoupon('SHIP')
      return till.place()(order)
    })
    await world.run(placed)
    await settled(page)
    expect(till.asked[0]!.coupons).toMatchObject([{ code: 'TEN' }, { code: 'SHIP' }])
    expect(page.cart.getSnapshot().coupons).toMatchObject([{ code: 'SHIP' }])
  })

  test('stay where it was refused, and go once where its outcome was not known', async () => {
    const { world, page, settled } = await openSignedIn()
    await world.run(page.cart.add({ productId: 'mug' }))
    await world.run(page.cart.addCoupon('TEN'))
    const till = createTill()
    await world.run(page.cart.checkOut(till.place(422)))
    await world.run(page.cart.checkOut(till.place(503)))
    expect(page.cart.getSnapshot().coupons).toMatchObject([{ code: 'TEN' }])
    await world.run(page.cart.addCoupon('SHIP'))
    await world.run(page.cart.checkOut(till.place()))
    await settled(page)
    expect(till.asked.map(({ coupons }) => coupons.map(({ code }) => code))).toEqual([['TEN'], ['TEN'], ['TEN']])
    expect(page.cart.getSnapshot().coupons).toMatchObject([{ code: 'SHIP' }])
  })
})

test.each([
  ['from a time that has not come', 8e15, 'ec595680eaabdcd8'],
  ['of lines that are gone', 0, 'aaaaaaaaaaaaaaaa'],
])('an order under way %s gives way to another', async (_, at, key) => {
  const { world, page, settled } = await openSignedIn()
  await world.run(page.cart.add({ productId: 'mug' }))
  await settled(page)
  const { platform } = page.tab
  const record = createRecord<CartDocument>({ name: 'cart.EUR', initial: EMPTY, owner: page.session, platform })
  const checkout = { id: 'f'.repeat(16), at: at || world.wallTime(), lines: { [key]: 2 }, coupons: {} }
  await world.run(record.update((cart) => ({ ...cart, checkout })))
  const till = createTill()
  await world.run(page.cart.checkOut(till.place()))
  expect(till.asked).toMatchObject([{ lines: [{ productId: 'mug', quantity: 1 }] }])
  expect(till.asked[0]!.key).not.toBe(checkout.id)
})
