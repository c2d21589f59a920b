import { describe, expect, test, vi } from 'vitest'
import { ann, bob, openShop, type Page, type Shop, shown } from '../test/openShop.ts'
import type { CartEvents } from './Cart.ts'

const wait = { limit: 10_000 }
const linesOf = ({ cart }: Page) => shown(cart.getSnapshot().lines)

/** Gives ann a cart of 4 lines, in a browser that nobody is signed in to afterwards. */
async function withAccount(shop: Shop, options: Parameters<Shop['open']>[0] = {}): Promise<Page> {
  const page = shop.open(options)
  await shop.world.run(page.session.signIn(ann))
  for (const [productId, quantity] of Object.entries({ mug: 4, pen: 3, hat: 1, bag: 7 }))
    await shop.world.run(page.cart.add({ productId, quantity }))
  await shop.world.run(page.session.signOut({ keepRecords: true }))
  await shop.world.until(() => page.cart.getSnapshot().count === 0, wait)
  for (const [productId, quantity] of Object.entries({ mug: 2, pen: 5, cup: 1 }))
    await shop.world.run(page.cart.add({ productId, quantity }))
  return page
}

const rowsOf = (shop: Shop): string =>
  JSON.stringify([...shop.world.rows().keys()].map((key) => [key, shop.world.rows().get(key)]))

describe("the guest's cart becomes part of the user's at sign-in", () => {
  test.each([
    ['max', { mug: 4, pen: 5, hat: 1, bag: 7, cup: 1 }],
    ['sum', { mug: 6, pen: 8, hat: 1, bag: 7, cup: 1 }],
    ['guest', { mug: 2, pen: 5, hat: 1, bag: 7, cup: 1 }],
    ['account', { mug: 4, pen: 3, hat: 1, bag: 7, cup: 1 }],
  ] as const)(
    'by %s, once, though it is done in two tabs at once and again after a reload',
    async (merge, expected) => {
      for (let seed = 1; seed <= 5; seed++) {
        const shop = openShop({ seed })
        const page = await withAccount(shop, { merge })
        const other = shop.open({ merge })
        await shop.world.run(other.cart.ready())
        const heard = [page, other].map(({ cart }) => {
          const listener = vi.fn()
          cart.on('merged', listener)
          return listener
        })
        const signIn = page.session.signIn(ann)
        // It looks while the first is at it.
        shop.world.after(30, () => other.tab.focus())
        await shop.world.run(signIn)
        await shop.world.advance(3_000)
        expect([linesOf(page), linesOf(other)]).toEqual([expected, expected])
        for (const listener of heard) expect(listener).toHaveBeenCalledTimes(1)
        const again = shop.reload(page, { merge })
        const restored = vi.fn()
        again.cart.on('merged', restored)
        await shop.world.run(again.cart.ready())
        expect(linesOf(again)).toEqual(expected)
        expect(restored).not.toHaveBeenCalled()
      }
    },
  )

  test('and that is told by a page that looks at its cart only after the sign-in', async () => {
    const shop = openShop()
    const page = shop.open()
    await shop.world.run(page.cart.add({ productId: 'mug' }))
    const again = shop.reload(page)
    await shop.world.run(again.session.signIn(ann))
    const heard = vi.fn()
    again.cart.on('merged', heard)
    await shop.world.until(() => heard.mock.calls.length === 1, wait)
    expect(linesOf(again)).toEqual({ mug: 1 })
  })

  test('and nothing is told where it brought nothing, or where the cart only had to make room', async () => {
    const shop = openShop()
    const page = shop.open({ limits: { bytes: 700 } })
    const heard = vi.fn()
    page.cart.on('merged', heard)
    const shopFor = async (productId: string): Promise<void> => {
      const key = await shop.world.run(page.cart.add({ productId }))
      await shop.world.run(page.cart.remove(key))
    }
    await shopFor('mug')
    await shop.world.run(page.session.signIn(ann))
    await shop.world.run(page.cart.add({ productId: 'hat' }))
    for (const product of ['pen', 'cup', 'bag', 'cap', 'box']) await shopFor(product)
    expect(linesOf(page)).toEqual({ hat: 1 })
    expect(heard).not.toHaveBeenCalled()
  })

  test('and whoever was told can take that back, without what was done since', async () => {
    const shop = openShop()
    const page = await withAccount(shop)
    const heard: CartEvents['merged'][] = []
    page.cart.on('merged', (detail) => heard.push(detail))
    await shop.world.run(page.session.signIn(ann))
    await shop.world.until(() => heard.length === 1, wait)
    expect(heard[0]).toMatchObject({ added: 1, changed: [expect.any(String), expect.any(String)] })
    await shop.world.run(page.cart.add({ productId: 'hat', quantity: 2 }))
    await shop.world.run(heard[0]!.undo())
    expect(linesOf(page)).toEqual({ mug: 4, pen: 3, hat: 3, bag: 7 })
    await shop.world.run(heard[0]!.undo())
    expect(linesOf(page)).toEqual({ mug: 4, pen: 3, hat: 3, bag: 7 })
    expect(heard).toHaveLength(1)
  })

  test('but not where it has another currency: both are kept', async () => {
    const shop = openShop()
    const page = shop.open()
    await shop.world.run(page.session.signIn(ann))
    await shop.world.run(page.cart.add({ productId: 'mug' }))
    await shop.world.run(page.session.signOut({ keepRecords: true }))
    const dollars = shop.open({ currency: 'USD' })
    await shop.world.run(dollars.cart.add({ productId: 'pen' }))
    await shop.world.run(dollars.session.signIn(ann))
    await shop.world.until(() => page.cart.getSnapshot().count === 1, wait)
    await shop.world.until(() => dollars.cart.getSnapshot().count === 1, wait)
    expect([linesOf(page), linesOf(dollars)]).toEqual([{ mug: 1 }, { pen: 1 }])
  })
})

describe('a cart of another user', () => {
  test('never shows, and what was done on it is neither undone nor moved to the next', async () => {
    const shop = openShop()
    const page = shop.open()
    await shop.world.run(page.session.signIn(ann))
    await shop.world.run(page.cart.add({ productId: 'mug' }))
    const seen = new Set<string>()
    page.cart.subscribe(() => {
      const user = page.session.getSnapshot().user?.id
      for (const { productId } of page.cart.getSnapshot().lines) seen.add(`${user} ${productId}`)
    })
    await shop.world.run(page.session.signIn(bob))
    await shop.world.run(page.cart.add({ productId: 'pen' }))
    expect(linesOf(page)).toEqual({ pen: 1 })
    await shop.world.run(page.cart.undo())
    expect(page.cart.getSnapshot()).toMatchObject({ count: 0, hasUndo: false })
    expect(await shop.world.run(page.cart.undo())).toBe(false)
    expect([...seen]).toEqual(['bob pen'])
  })
})

describe('after the session', () => {
  test("has ended by sign-out, no byte of the user's cart is left, in any currency", async () => {
    const shop = openShop()
    const page = shop.open()
    await shop.world.run(page.session.signIn(ann))
    await shop.world.run(page.cart.add({ productId: 'hidden-mug' }))
    const dollars = shop.open({ currency: 'USD' })
    await shop.world.run(dollars.cart.add({ productId: 'hidden-pen' }))
    expect(rowsOf(shop)).toMatch(/hidden-mug.*hidden-pen|hidden-pen.*hidden-mug/)
    await shop.world.run(page.session.signOut())
    await shop.world.advance(2_000)
    expect(rowsOf(shop)).not.toContain('hidden')
    expect(page.cart.getSnapshot()).toMatchObject({ count: 0, hasUndo: false })
  })

  test('has ended by the idle limit, all edits are there when the same user comes back, and nobody sees them meanwhile', async () => {
    const shop = openShop({ session: { idleTimeout: 60_000 } })
    const page = shop.open()
    await shop.world.run(page.session.signIn(ann))
    await shop.world.run(page.cart.add({ productId: 'mug', quantity: 2 }))
    await shop.world.advance(59_900)
    await shop.world.run(page.cart.add({ productId: 'pen' }))
    await shop.world.until(() => page.session.getSnapshot().status === 'signed-out', wait)
    await shop.world.until(() => page.cart.getSnapshot().count === 0, wait)
    await shop.world.run(page.session.signIn(ann))
    await shop.world.until(() => page.cart.getSnapshot().count > 0, wait)
    expect(linesOf(page)).toEqual({ mug: 2, pen: 1 })
  })
})

test('a merge can be undone in any tab and after a reload, for 30 days', async () => {
  const shop = openShop()
  const page = await withAccount(shop)
  await shop.world.run(page.session.signIn(ann))
  await shop.world.until(() => page.cart.getSnapshot().hasMerge, wait)
  await shop.world.run(page.cart.add({ productId: 'new' }))
  const again = shop.reload(page)
  await shop.world.run(again.cart.ready())
  expect(again.cart.getSnapshot().hasMerge).toBe(true)
  expect(await shop.world.run(again.cart.undoMerge())).toBe(true)
  expect(linesOf(again)).toEqual({ mug: 4, pen: 3, hat: 1, bag: 7, new: 1 })
  expect(again.cart.getSnapshot().hasMerge).toBe(false)
  expect(await shop.world.run(again.cart.undoMerge())).toBe(false)
})

test('a merge of more than 30 days ago stays', async () => {
  const shop = openShop()
  const page = await withAccount(shop)
  await shop.world.run(page.session.signIn(ann))
  await shop.world.until(() => page.cart.getSnapshot().hasMerge, wait)
  shop.world.stepClock(30 * 86_400_000)
  expect(await shop.world.run(page.cart.undoMerge())).toBe(false)
  expect(linesOf(page)).toEqual({ mug: 4, pen: 5, hat: 1, bag: 7, cup: 1 })
})
