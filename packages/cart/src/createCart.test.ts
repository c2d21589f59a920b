import { describe, expect, test, vi } from 'vitest'
import { openShop, shown } from '../test/openShop.ts'
import { createCart } from './createCart.ts'

const refused = (code: string) => expect.objectContaining({ code })

describe('an edit', () => {
  test('shows at once, resolves when it is durable, and is there after a reload', async () => {
    const shop = openShop()
    const page = shop.open()
    await shop.world.run(page.cart.ready())
    const added = page.cart.add({ productId: 'mug', quantity: 2 })
    expect(page.cart.getSnapshot()).toMatchObject({ status: 'ready', count: 2, sync: 'local', isDurable: true })
    const key = await shop.world.run(added)
    expect(page.cart.getSnapshot().lines).toMatchObject([{ key, productId: 'mug', quantity: 2, sync: 'local' }])
    const again = shop.reload(page)
    await shop.world.run(again.cart.ready())
    expect(shown(again.cart.getSnapshot().lines)).toEqual({ mug: 2 })
  })

  test('before the cart has been read is put on top of what was there', async () => {
    const shop = openShop()
    const page = shop.open()
    await shop.world.run(page.cart.add({ productId: 'mug' }))
    const again = shop.reload(page)
    await shop.world.run(again.cart.add({ productId: 'mug' }))
    expect(shown(again.cart.getSnapshot().lines)).toEqual({ mug: 2 })
  })

  test('makes one line of one product with the same attributes, and another with others', async () => {
    const { world, open } = openShop()
    const { cart } = open()
    const ring = (engraving?: string) =>
      world.run(cart.add({ productId: 'ring', identity: engraving === undefined ? {} : { engraving } }))
    const plain = await ring()
    expect(await ring('')).toBe(plain)
    const composed = await ring('\u00e9')
    expect(await ring('e\u0301')).toBe(composed)
    expect(cart.getSnapshot().lines.map(({ key, quantity }) => [key, quantity])).toEqual(
      expect.arrayContaining([
        [plain, 2],
        [composed, 2],
      ]),
    )
  })

  test('sets, takes away, moves, notes, and clears', async () => {
    const { world, open } = openShop()
    const { cart } = open()
    const key = await world.run(cart.add({ productId: 'mug', attributes: { note: 'Hi' } }))
    await world.run(cart.setQuantity(key, 5))
    await world.run(cart.remove(key, { quantity: 2 }))
    expect(shown(cart.getSnapshot().lines)).toEqual({ mug: 3 })
    await world.run(cart.move(key, 'saved'))
    expect(cart.getSnapshot()).toMatchObject({ count: 0, lines: [], saved: [{ key, quantity: 3 }] })
    await world.run(cart.move(key, 'cart'))
    await world.run(cart.setAttribute(key, 'card', 'Love'))
    await world.run(cart.setAttribute(key, 'note', null))
    expect(cart.getSnapshot().lines).toMatchObject([{ quantity: 3, attributes: { card: 'Love' } }])
    await world.run(cart.addCoupon('SPRING'))
    await world.run(cart.addCoupon('AUTUMN'))
    await world.run(cart.removeCoupon('SPRING'))
    expect(cart.getSnapshot().coupons).toEqual([{ code: 'AUTUMN', verdict: null }])
    await world.run(cart.add({ productId: 'pen', list: 'saved' }))
    await world.run(cart.clear())
    expect(cart.getSnapshot()).toMatchObject({ count: 0, lines: [], coupons: [], saved: [{ productId: 'pen' }] })
    await world.run(cart.remove(cart.getSnapshot().saved[0]!.key, { list: 'saved' }))
    expect(cart.getSnapshot().saved).toEqual([])
  })

  test.each([-1, 0, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '2', null, 2 ** 53])(
    'with a quantity of %j is refused before anything shows it',
    async (quantity) => {
      const { world, open } = openShop()
      const { cart } = open()
      await world.run(cart.ready())
      const before = cart.getSnapshot()
      const add = cart.add({ productId: 'mug', quantity: quantity as number })
      expect(cart.getSnapshot()).toBe(before)
      await expect(world.run(add)).rejects.toEqual(refused('RECORD_INVALID'))
    },
  )

  test('that makes no sense is refused', async () => {
    const { world, open } = openShop()
    const { cart } = open()
    const key = await world.run(cart.add({ productId: 'mug' }))
    const before = cart.getSnapshot()
    const calls: readonly (() => Promise<unknown>)[] = [
      () => cart.add(undefined as never),
      () => cart.add({ productId: '' }),
      () => cart.add({ productId: 7 as never }),
      () => cart.add({ productId: 'mug', identity: JSON.parse('{ "__proto__": "x" }') }),
      () => cart.add({ productId: 'mug', list: 'lines' as never }),
      () => cart.setQuantity('constructor', 1),
      () => cart.setQuantity(key, -1),
      () => cart.remove(key, { quantity: 0 }),
      () => cart.move(key, 'product' as never),
      () => cart.move('0000000000000000', 'saved'),
      () => cart.setAttribute(key, '__proto__', 'x'),
      () => cart.addCoupon('constructor'),
      () => cart.addCoupon(''),
    ]
    for (const call of calls) await expect(world.run(call())).rejects.toEqual(refused('RECORD_INVALID'))
    expect(cart.getSnapshot()).toEqual(before)
  })

  test('beyond a limit is refused before anything shows it', async () => {
    const { world, open } = openShop()
    const { cart } = open({ limits: { lines: 2, quantity: 9 } })
    const key = await world.run(cart.add({ productId: 'mug', quantity: 9 }))
    await world.run(cart.add({ productId: 'pen' }))
    const before = cart.getSnapshot()
    const heard = vi.fn()
    cart.subscribe(heard)
    const calls: readonly (() => Promise<unknown>)[] = [
      () => cart.add({ productId: 'mug' }),
      () => cart.setQuantity(key, 10),
      () => cart.add({ productId: 'cup' }),
    ]
    for (const call of calls) {
      const refusal = expect(call()).rejects.toEqual(refused('LIMIT_EXCEEDED'))
      expect(cart.getSnapshot()).toBe(before)
      await world.run(refusal)
    }
    expect(cart.getSnapshot()).toBe(before)
    expect(heard).not.toHaveBeenCalled()
  })
})

describe('a snapshot', () => {
  test('keeps its lines where they have not changed, in the order in which they were added', async () => {
    const { world, open } = openShop()
    const { cart } = open()
    const key = await world.run(cart.add({ productId: 'mug' }))
    await world.advance(5)
    await world.run(cart.add({ productId: 'pen' }))
    const [mug, pen] = cart.getSnapshot().lines
    const heard = vi.fn()
    cart.subscribe(heard)
    await world.run(cart.setQuantity(key, 3))
    const { lines, saved } = cart.getSnapshot()
    expect(lines.map(({ productId }) => productId)).toEqual(['mug', 'pen'])
    expect(lines[0]).not.toBe(mug)
    expect(lines[1]).toBe(pen)
    expect(heard).toHaveBeenCalledTimes(1)
    await world.run(cart.addCoupon('SPRING'))
    expect(cart.getSnapshot().lines).toBe(lines)
    expect(cart.getSnapshot().saved).toBe(saved)
  })

  test('has what the lines cost, by their quotes, as an estimate', async () => {
    const { world, open } = openShop()
    const unit = { minor: 250, currency: 'EUR', scale: 2 }
    const quotes = vi.fn(async (lines: readonly { key: string; productId: string }[]) =>
      Object.fromEntries(lines.filter(({ productId }) => productId === 'mug').map(({ key }) => [key, { unit }])),
    )
    const { cart } = open({ quotes })
    await world.run(cart.add({ productId: 'mug', quantity: 3 }))
    await world.run(cart.add({ productId: 'pen' }))
    await world.until(() => cart.getSnapshot().totals?.unquoted === 1)
    expect(cart.getSnapshot().totals).toMatchObject({ status: 'estimate', total: { ...unit, minor: 750 }, unquoted: 1 })
    expect(cart.getSnapshot().lines.find(({ productId }) => productId === 'mug')?.quote).toEqual({ unit })
    await world.run(cart.add({ productId: 'mug' }))
    expect(cart.getSnapshot().totals?.subtotal.minor).toBe(1_000)
    expect(quotes).toHaveBeenCalledTimes(2)
  })
})

test('what is undone is what was shown before, gesture by gesture, and it can be done again', async () => {
  const { world, open } = openShop()
  const { cart } = open()
  const key = await world.run(cart.add({ productId: 'mug' }))
  for (let click = 0; click < 3; click++) await world.run(cart.add({ productId: 'mug' }))
  await world.advance(2_000)
  await world.run(cart.remove(key))
  expect(cart.getSnapshot()).toMatchObject({ count: 0, hasUndo: true, hasRedo: false })
  expect(await world.run(cart.undo())).toBe(true)
  expect(cart.getSnapshot()).toMatchObject({ count: 4, hasUndo: true, hasRedo: true })
  expect(await world.run(cart.undo())).toBe(true)
  expect(cart.getSnapshot()).toMatchObject({ count: 0, hasUndo: false, hasRedo: true })
  expect(await world.run(cart.undo())).toBe(false)
  await world.run(cart.redo())
  expect(shown(cart.getSnapshot().lines)).toEqual({ mug: 4 })
  await world.run(cart.redo())
  expect(cart.getSnapshot()).toMatchObject({ count: 0, hasRedo: false })
})

test('options that make no sense are refused at once', () => {
  const { session } = openShop().open()
  const refusals: readonly object[] = [
    { currency: 'euro' },
    { currency: undefined },
    { scale: 1.5 },
    { merge: 'toString' },
    { limits: { lines: 0 } },
    { limits: { pieces: 1 } },
    { remote: {} },
  ]
  for (const options of refusals)
    expect(() => createCart({ session, currency: 'EUR', ...options })).toThrow(refused('INVALID_OPTION'))
})

test('on a server a cart is empty and loading, and its calls say that they need a browser', async () => {
  const { bearer, createSession } = await import('@holdfast/core')
  const cart = createCart({ session: createSession({ source: bearer({ url: '/auth' }) }), currency: 'EUR' })
  expect(cart.getSnapshot()).toMatchObject({ status: 'loading', lines: [], count: 0 })
  await expect(cart.add({ productId: 'mug' })).rejects.toEqual(refused('BROWSER_ONLY'))
  expect(cart.getSnapshot()).toMatchObject({ lines: [], hasUndo: false })
})
