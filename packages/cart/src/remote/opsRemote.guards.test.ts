import { describe, expect, test } from 'vitest'
import { linesOf, openRemoteShop, openSignedIn } from '../../test/openRemoteShop.ts'
import { ann } from '../../test/openShop.ts'

describe('a server that', () => {
  test('refuses a time that is not ahead refuses the edit, which is not sent for ever', async () => {
    const { world, server, page } = await openSignedIn()
    await world.advance(5_000)
    server.lie = (answer) => ({
      ...answer,
      refused: Object.fromEntries(
        Object.keys(answer.cart.lines).map((key) => [key, { code: 'clock', message: 'No.' }]),
      ),
    })
    await world.run(page.cart.add({ productId: 'mug' }))
    await world.advance(5_000)
    expect(page.cart.getSnapshot()).toMatchObject({ sync: 'failed', failures: [{ code: 'clock' }] })
    expect(server.count('POST')).toBeLessThan(4)
  })

  test('tells an impossible time is not believed', async () => {
    const { world, server, page, settled } = await openSignedIn()
    server.lie = (answer) => ({ ...answer, time: Number.MAX_SAFE_INTEGER })
    const key = await world.run(page.cart.add({ productId: 'mug' }))
    await world.until(() => page.cart.getSnapshot().activity === 'waiting')
    expect(page.cart.getSnapshot().error).toMatchObject({ code: 'ANSWER_INVALID' })
    await world.run(page.cart.setQuantity(key, 5))
    expect(linesOf(page)).toEqual({ mug: 5 })
    server.lie = (answer) => answer
    await settled(page)
    expect(server.has('ann')).toEqual({ mug: 5 })
  })

  test('quotes half the catalogue, and judges coupons of others, fills no cart with that', async () => {
    const { world, server, page, settled } = await openSignedIn()
    const unit = { minor: 1, currency: 'EUR', scale: 2 }
    const noise = (value: unknown) =>
      Object.fromEntries(Array.from({ length: 8_000 }, (_, n) => [n.toString(16).padStart(16, 'e'), value]))
    server.lie = (answer) => ({
      ...answer,
      quotes: { ...noise({ unit }), ...answer.quotes },
      verdicts: { ...noise({ isValid: true }), ...answer.verdicts },
    })
    await world.run(page.cart.add({ productId: 'mug' }))
    await settled(page)
    await world.run(page.cart.addCoupon('TEN'))
    await world.run(page.cart.add({ productId: 'pen', quantity: 300 }))
    await settled(page)
    expect(page.cart.getSnapshot()).toMatchObject({
      lines: [{ quote: { unit: { minor: 100 } } }, { quantity: 300 }],
      coupons: [{ verdict: { isValid: true } }],
    })
    const rows = world.rows()
    expect(JSON.stringify([...rows.keys()].map((key) => rows.get(key))).length).toBeLessThan(20_000)
  })
})

test('a line that was taken out and comes back later bears no warning of the price it had then', async () => {
  const { world, server, page, settled } = await openSignedIn()
  const key = await world.run(page.cart.add({ productId: 'mug' }))
  await settled(page)
  await world.run(page.cart.remove(key))
  await settled(page)
  server.price = 150
  await world.run(page.cart.add({ productId: 'mug' }))
  await settled(page)
  await world.until(() => !!page.cart.getSnapshot().lines[0]?.quote)
  expect(page.cart.getSnapshot().lines).toMatchObject([{ quote: { unit: { minor: 150 } }, warnings: [] }])
})

test('a cart that is half full can be edited offline, every line of it', async () => {
  const { world, remote, open, settled } = openRemoteShop()
  const page = open({ remote, limits: { bytes: 16_384 } })
  await world.run(page.session.signIn(ann))
  const note = 'x'.repeat(1_000)
  const keys: string[] = []
  for (let n = 0; n < 10; n++) keys.push(await world.run(page.cart.add({ productId: `p${n}`, attributes: { note } })))
  await settled(page)
  page.tab.goOffline()
  for (const key of keys) await world.run(page.cart.setQuantity(key, 2))
  expect(page.cart.getSnapshot().count).toBe(20)
})

describe("a guest's cart that came before it was known what the account has", () => {
  test.each([
    ['max', 6],
    ['sum', 8],
    ['guest', 3],
    ['account', 6],
  ] as const)('goes by %s, and what was added since counts', async (merge, mug) => {
    const { world, remote, open, settled } = openRemoteShop()
    const first = open({ remote, merge, name: 'before' })
    await world.run(first.session.signIn(ann))
    await world.run(first.cart.add({ productId: 'mug', quantity: 5 }))
    await world.run(first.cart.sync())
    await world.run(first.session.signOut())
    const page = open({ remote, merge })
    await world.run(page.cart.add({ productId: 'mug', quantity: 2 }))
    await world.run(page.cart.add({ productId: 'pen', quantity: 2 }))
    const end = world.fault({ url: '/cart', times: 99, fault: { answer: { status: 503 } } })
    await world.run(page.session.signIn(ann))
    await world.until(() => linesOf(page)['mug'] === 2)
    for (const productId of ['mug', 'pen']) await world.run(page.cart.add({ productId }))
    await world.advance(3_000)
    end()
    await settled(page)
    expect(linesOf(page)).toEqual({ mug, pen: 3 })
  })

  test('leaves what was set since as it was set', async () => {
    for (const merge of ['max', 'sum', 'guest', 'account'] as const) {
      const { world, remote, open, settled } = openRemoteShop()
      const page = open({ remote, merge })
      const key = await world.run(page.cart.add({ productId: 'mug', quantity: 2 }))
      const end = world.fault({ url: '/cart', times: 99, fault: { answer: { status: 503 } } })
      await world.run(page.session.signIn(ann))
      await world.until(() => linesOf(page)['mug'] === 2)
      await world.run(page.cart.setQuantity(key, 7))
      await world.advance(3_000)
      end()
      await settled(page)
      expect(linesOf(page)).toEqual({ mug: 7 })
    }
  })
})
