import { inCookie, inLocalStorage, inSessionStorage, isHoldfastError } from '@holdfast/core'
import type { TabOptions } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { openShop, shown } from '../test/openShop.ts'
import type { CartOptions } from './Cart.ts'

const missing = { faults: { indexedDB: 'missing' } } as const
const storages: readonly (readonly [where: string, edits: number, Partial<CartOptions>, TabOptions])[] = [
  ['IndexedDB', 100, {}, {}],
  ['localStorage', 100, { storage: inLocalStorage() }, {}],
  ['localStorage, where there is no IndexedDB', 100, { storage: inLocalStorage() }, missing],
  ['a cookie, where there is no IndexedDB', 100, { storage: inCookie() }, missing],
]

describe.each(storages)('in %s', (_, count, options, tabOptions) => {
  test(`3 tabs with ${count} edits each, in bursts, lose none of them (invariant 5)`, async () => {
    const { world, open } = openShop({ seed: 3 })
    const pages = [1, 2, 3].map(() => open(options, tabOptions))
    const edits: Promise<unknown>[] = []
    pages.forEach(({ cart }, tab) => {
      for (let edit = 0; edit < count; edit++)
        world.after(
          Math.floor(edit / 5) * 40 + tab,
          () => void edits.push(cart.add({ productId: edit % 2 ? 'mug' : `pen-${tab}` })),
        )
    })
    await world.until(() => edits.length === 3 * count)
    await world.run(Promise.all(edits))
    await world.advance(2_000)
    const pens = { 'pen-0': count / 2, 'pen-1': count / 2, 'pen-2': count / 2 }
    for (const { cart } of pages) expect(shown(cart.getSnapshot().lines)).toEqual({ mug: 1.5 * count, ...pens })
  })
})

test('12 lines fit into a cookie where there is no IndexedDB, and what does not is told, or kept elsewhere', async () => {
  const { world, open } = openShop()
  const { cart } = open({ storage: inCookie() }, missing)
  for (let line = 0; line < 12; line++) {
    await world.advance(1_000)
    await world.run(cart.add({ productId: `product-${line}`, quantity: 2 }))
  }
  expect(cart.getSnapshot()).toMatchObject({ isDurable: true, count: 24 })
  const isTold = await world.run(
    cart
      .add({ productId: 'x'.repeat(1_000) })
      .then(() => !cart.getSnapshot().isDurable)
      .catch((error) => isHoldfastError(error, 'STORAGE_FULL')),
  )
  expect(isTold).toBe(true)
})

test('in sessionStorage a cart survives a reload', async () => {
  const shop = openShop()
  const page = shop.open({ storage: inSessionStorage() })
  await shop.world.run(page.cart.add({ productId: 'mug' }))
  const again = shop.reload(page, { storage: inSessionStorage() })
  await shop.world.run(again.cart.ready())
  expect(shown(again.cart.getSnapshot().lines)).toEqual({ mug: 1 })
})

test('of the edits of a tab that crashes none that resolved is lost, and the others go on', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const { world, open } = openShop({ seed })
    const [first, second] = [open(), open()]
    let resolved = 0
    await world.run(Promise.all([first, second].map(({ cart }) => cart.ready())))
    for (let edit = 0; edit < 30; edit++)
      world.after(edit * 4, () => {
        if (first.tab.state === 'live') void first.cart.add({ productId: 'mug' }).then(() => resolved++)
        void second.cart.add({ productId: 'pen' })
      })
    world.after(61, () => first.tab.crash())
    await world.advance(3_000)
    const { mug = 0, pen } = shown(second.cart.getSnapshot().lines)
    expect(pen).toBe(30)
    expect(mug).toBeGreaterThanOrEqual(resolved)
  }
})

test('what another tab did meanwhile stays when this tab undoes what it did', async () => {
  const { world, open } = openShop()
  const [first, second] = [open(), open()]
  await world.run(first.cart.add({ productId: 'mug', quantity: 3 }))
  await world.run(second.cart.add({ productId: 'mug', quantity: 2 }))
  await world.run(first.cart.undo())
  await world.until(() => second.cart.getSnapshot().count === 2)
  expect(shown(first.cart.getSnapshot().lines)).toEqual({ mug: 2 })
})

test('what could not be undone, for a limit, can be undone later', async () => {
  const { world, open } = openShop()
  const [first, second] = [open({ limits: { quantity: 9 } }), open()]
  const key = await world.run(first.cart.add({ productId: 'mug', quantity: 9 }))
  await world.run(first.cart.remove(key))
  await world.run(second.cart.add({ productId: 'mug', quantity: 5 }))
  await world.until(() => first.cart.getSnapshot().count === 5)
  const refused = expect.objectContaining({ code: 'LIMIT_EXCEEDED' })
  await expect(world.run(first.cart.undo())).rejects.toEqual(refused)
  expect(first.cart.getSnapshot()).toMatchObject({ count: 5, hasUndo: true, hasRedo: false })
  await world.run(second.cart.undo())
  await world.until(() => first.cart.getSnapshot().count === 0)
  expect(await world.run(first.cart.undo())).toBe(true)
  expect(first.cart.getSnapshot().count).toBe(9)
})

test('bytes that are no cart are set aside and told, and a line that makes no sense costs no other', async () => {
  const shop = openShop()
  const page = shop.open()
  await shop.world.run(page.cart.add({ productId: 'mug' }))
  const rows = shop.world.rows()
  const name = rows.keys().find((key) => String(key).includes('cart.EUR'))!
  const row = rows.get(name) as { generation: number; version: number; data: { lines: object } }
  const lines = { ...row.data.lines, '0000000000000001': { product: {} }, toString: 'x' }
  rows.put(name, { ...row, generation: row.generation + 1, data: { ...row.data, lines } })
  const again = shop.reload(page)
  await shop.world.run(again.cart.add({ productId: 'pen' }))
  expect(shown(again.cart.getSnapshot().lines)).toEqual({ mug: 1, pen: 1 })

  rows.put(name, { ...row, generation: row.generation + 9, data: { id: 7, lines: 'none' } })
  const told: unknown[] = []
  const last = shop.reload(again, { onDegraded: ({ error }) => told.push(error.code) })
  await shop.world.run(last.cart.add({ productId: 'cup' }))
  expect(shown(last.cart.getSnapshot().lines)).toEqual({ cup: 1 })
  expect(told).toEqual(['STORAGE_CORRUPT'])
})

test('what a newer version of the app wrote is left alone', async () => {
  const shop = openShop()
  const page = shop.open()
  await shop.world.run(page.cart.add({ productId: 'mug' }))
  const rows = shop.world.rows()
  const name = rows.keys().find((key) => String(key).includes('cart.EUR'))!
  const newer = { ...(rows.get(name) as object), version: 2 }
  rows.put(name, newer)
  const again = shop.reload(page)
  await shop.world.run(again.cart.ready())
  expect(again.cart.getSnapshot()).toMatchObject({ status: 'read-only', count: 0 })
  const refused = expect.objectContaining({ code: 'RECORD_READ_ONLY' })
  await expect(shop.world.run(again.cart.add({ productId: 'pen' }))).rejects.toEqual(refused)
  expect(rows.get(name)).toEqual(newer)
})
