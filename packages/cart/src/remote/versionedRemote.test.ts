import { describe, expect, test } from 'vitest'
import { openPlainShop } from '../../test/openPlainShop.ts'
import { openShop, type Page, shown } from '../../test/openShop.ts'
import { plainRemote } from './plainRemote.ts'
import { versionedRemote } from './versionedRemote.ts'

const linesOf = ({ cart }: Page) => shown(cart.getSnapshot().lines)
const mugs = (quantity: number) => ({ productId: 'mug', quantity })

describe.each([
  ['versionedRemote', versionedRemote],
  ['plainRemote', plainRemote],
] as const)('%s', (_, make) => {
  test('writes what is in the cart, saved for later, noted and discounted, and reads it back', async () => {
    const { world, server, page, done } = await openPlainShop(make)
    const key = await world.run(
      page.cart.add({ productId: 'mug', quantity: 2, identity: { colour: 'red' }, attributes: { note: 'Hi' } }),
    )
    await world.run(page.cart.add({ productId: 'pen', list: 'saved' }))
    await world.run(page.cart.addCoupon('TEN'))
    await done()
    expect(server.cart).toMatchObject({
      lines: [
        { productId: 'mug', quantity: 2, list: 'cart', identity: { colour: 'red' }, attributes: { note: 'Hi' } },
        { productId: 'pen', quantity: 1, list: 'saved' },
      ],
      coupons: ['TEN'],
    })
    expect(page.cart.getSnapshot()).toMatchObject({
      sync: 'synced',
      lines: [{ key, quantity: 2, quote: { unit: { minor: 100 } }, sync: 'synced' }],
      saved: [{ productId: 'pen', quantity: 1 }],
      coupons: [{ code: 'TEN', verdict: { isValid: true } }],
    })
  })

  test('shows what others did, and puts on top of it what was edited here meanwhile', async () => {
    const { world, server, page, done } = await openPlainShop(make)
    const key = await world.run(page.cart.add(mugs(5)))
    await done()
    server.change([mugs(7), { productId: 'hat', quantity: 1 }])
    await done()
    expect(linesOf(page)).toEqual({ mug: 7, hat: 1 })
    server.change([mugs(4)])
    await world.run(page.cart.add(mugs(2)))
    await done()
    expect([linesOf(page), server.has()]).toEqual([{ mug: 6 }, { mug: 6 }])
    server.change([mugs(9)])
    await world.run(page.cart.setQuantity(key, 1))
    await done()
    expect([linesOf(page), server.has()]).toEqual([{ mug: 1 }, { mug: 1 }])
    await world.run(page.cart.remove(key))
    await done()
    expect([linesOf(page), server.has()]).toEqual([{}, {}])
  })

  test('loses nothing of what is edited while a request is under way', async () => {
    const { world, server, page, done } = await openPlainShop(make)
    const edits = [page.cart.add(mugs(1))]
    for (const at of [30, 60, 90, 120]) world.after(at, () => edits.push(page.cart.add(mugs(1))))
    await world.advance(500)
    await world.run(Promise.all(edits))
    await done()
    expect([linesOf(page), server.has()]).toEqual([{ mug: 5 }, { mug: 5 }])
  })

  test('puts aside what is refused, and writes the rest', async () => {
    const { world, server, page, done } = await openPlainShop(make)
    server.unknown.add('yacht')
    page.tab.goOffline()
    const key = await world.run(page.cart.add({ productId: 'yacht', quantity: 1 }))
    await world.run(page.cart.add(mugs(1)))
    page.tab.goOnline()
    await done()
    expect(page.cart.getSnapshot()).toMatchObject({ sync: 'failed', failures: [{ key, code: 'unknown_product' }] })
    expect(server.has()).toEqual({ mug: 1 })
    await world.run(page.cart.discard())
    await done()
    expect([linesOf(page), server.has()]).toEqual([{ mug: 1 }, { mug: 1 }])
  })

  test('leaves out what makes no sense', async () => {
    const { server, page, done } = await openPlainShop(make)
    server.change([
      mugs(1),
      { productId: 'pen', quantity: -1 },
      { productId: 7 as never, quantity: 1 },
      null as never,
      { ...mugs(1), list: 'x' as never },
    ])
    await done()
    expect(linesOf(page)).toEqual({ mug: 1 })
  })
})

test('a write that another device was faster than is made again on top of what it wrote', async () => {
  const { world, server, page, done } = await openPlainShop()
  let others = 0
  server.onPut = () => {
    if (others < 3) server.change([mugs(++others)])
  }
  await world.run(page.cart.add(mugs(10)))
  await done()
  expect(others).toBe(3)
  expect([linesOf(page), server.has()]).toEqual([{ mug: 13 }, { mug: 13 }])
})

test('functions of an app may speak in the place of addresses', async () => {
  const { world, open: openPage } = openShop()
  let kept = { version: 1, lines: [mugs(3)] as readonly ReturnType<typeof mugs>[] }
  const remote = versionedRemote({
    read: async () => kept,
    write: async (cart) => {
      if (cart.version !== kept.version) return new Response(null, { status: 409 })
      kept = {
        version: kept.version + 1,
        lines: cart.lines.map(({ productId, quantity }) => ({ productId, quantity })),
      }
      return kept
    },
    guests: true,
  })
  const { cart } = openPage({ remote })
  await world.run(cart.ready())
  await world.run(cart.add(mugs(2)))
  await world.run(cart.sync())
  expect([shown(cart.getSnapshot().lines), kept.lines]).toEqual([{ mug: 5 }, [mugs(5)]])
})
