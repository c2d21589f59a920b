import { describe, expect, test } from 'vitest'
import { linesOf, openRemoteShop, openSignedIn } from '../../test/openRemoteShop.ts'
import { ann } from '../../test/openShop.ts'

test("a guest's edits stay in this browser; a user's go to the server, and say how far they have come", async () => {
  const { world, server, visit, settled } = openRemoteShop()
  const page = visit()
  await world.run(page.cart.add({ productId: 'mug', quantity: 2 }))
  await world.advance(5_000)
  expect([page.cart.getSnapshot().sync, server.count('POST'), server.count('GET')]).toEqual(['local', 0, 0])
  await world.run(page.session.signIn(ann))
  await settled(page)
  expect(server.has('ann')).toEqual({ mug: 2 })
  await world.run(page.cart.add({ productId: 'mug' }))
  expect(page.cart.getSnapshot()).toMatchObject({ sync: 'queued', lines: [{ sync: 'queued', quantity: 3 }] })
  expect(page.cart.getSnapshot().totals).toMatchObject({ status: 'estimate', total: { minor: 300 } })
  await settled(page)
  expect(page.cart.getSnapshot()).toMatchObject({ lines: [{ sync: 'synced', quantity: 3 }] })
  expect(page.cart.getSnapshot().totals).toMatchObject({ status: 'confirmed', total: { minor: 300 } })
  expect(server.has('ann')).toEqual({ mug: 3 })
})

test('edits made offline outlive the page, and go when the network is back', async () => {
  const { world, server, page, remote, reload, settled } = await openSignedIn()
  page.tab.goOffline()
  await world.run(page.cart.add({ productId: 'mug' }))
  await world.until(() => page.cart.getSnapshot().activity === 'waiting')
  expect(page.cart.getSnapshot()).toMatchObject({ sync: 'queued', error: { code: 'OFFLINE' } })
  const again = reload(page, { remote })
  again.tab.goOffline()
  await world.run(again.cart.add({ productId: 'mug' }))
  expect(linesOf(again)).toEqual({ mug: 2 })
  again.tab.goOnline()
  await settled(again)
  expect(server.has('ann')).toEqual({ mug: 2 })
  expect(again.cart.getSnapshot().error).toBeNull()
})

test('what comes twice, or without an answer, counts once', async () => {
  for (const lose of ['request', 'answer'] as const) {
    const { world, server, page, settled } = await openSignedIn()
    await settled(page)
    world.fault({ url: '/cart/ops', times: 3, fault: { lose, isSentTwice: true } })
    await world.run(page.cart.add({ productId: 'mug', quantity: 4 }))
    await settled(page)
    expect(server.has('ann')).toEqual({ mug: 4 })
    expect(linesOf(page)).toEqual({ mug: 4 })
  }
})

describe('two devices', () => {
  test.each([1, 2, 3])('agree, and lose nothing, whichever comes online first (seed %i)', async (seed) => {
    const first = await openSignedIn({ seed })
    const { world, server, page, remote, settled } = first
    await world.run(page.cart.add({ productId: 'mug', quantity: 5 }))
    await settled(page)
    // Another browser: the rows of this one are not its own.
    const other = first.open({ remote, name: 'elsewhere' })
    await world.run(other.cart.ready())
    await settled(other)
    expect(linesOf(other)).toEqual({ mug: 5 })
    const key = page.cart.getSnapshot().lines[0]!.key
    for (const { tab } of [page, other]) tab.goOffline()
    await world.run(page.cart.add({ productId: 'mug', quantity: 2 }))
    await world.run(other.cart.remove(key))
    await world.run(other.cart.add({ productId: 'pen' }))
    const [one, two] = seed % 2 ? [page, other] : [other, page]
    one.tab.goOnline()
    await settled(one)
    two.tab.goOnline()
    await settled(two)
    one.tab.focus()
    await world.until(() => linesOf(one)['pen'] === 1 && linesOf(one)['mug'] === 2)
    expect([linesOf(page), linesOf(other), server.has('ann')]).toEqual(Array(3).fill({ mug: 2, pen: 1 }))
  })
})

test('a server that has forgotten gets everything again', async () => {
  const { world, server, page, settled } = await openSignedIn()
  await world.run(page.cart.add({ productId: 'mug', quantity: 3 }))
  await settled(page)
  server.forget()
  page.tab.focus()
  await world.until(() => server.has('ann')['mug'] === 3)
  await settled(page)
  expect(linesOf(page)).toEqual({ mug: 3 })
})

test('what was set by a clock that is an hour ahead is stamped anew', async () => {
  const { world, server, page, settled } = await openSignedIn()
  page.tab.goOffline()
  world.stepClock(3_600_000)
  const key = await world.run(page.cart.add({ productId: 'mug' }))
  await world.run(page.cart.setQuantity(key, 7))
  page.tab.goOnline()
  await settled(page)
  expect(server.has('ann')).toEqual({ mug: 7 })
  // Learnt: what comes now is not ahead.
  await world.run(page.cart.setQuantity(key, 8))
  await settled(page)
  expect([server.has('ann'), linesOf(page)]).toEqual([{ mug: 8 }, { mug: 8 }])
})

test('another price, and too little stock, are warnings, and what is wanted stays', async () => {
  const { world, server, page, settled } = await openSignedIn()
  const key = await world.run(page.cart.add({ productId: 'mug' }))
  await settled(page)
  server.price = 120
  await world.run(page.cart.setQuantity(key, 60))
  await settled(page)
  const price = { kind: 'price', from: { minor: 100 }, to: { minor: 120 } }
  const stock = { kind: 'stock', available: 50 }
  expect(page.cart.getSnapshot().lines).toMatchObject([{ quantity: 60, warnings: [price, stock] }])
  await world.run(page.cart.acceptPrice(key))
  expect(page.cart.getSnapshot().lines).toMatchObject([{ quantity: 60, warnings: [stock] }])
})

test('many tabs send an edit once, and a tab that dies with edits leaves them to the others', async () => {
  const { world, server, page, visit, settled } = await openSignedIn()
  const others = [visit(), visit(), visit()]
  for (const { cart } of others) await world.run(cart.ready())
  await settled(page, ...others)
  const before = server.count('POST')
  await world.run(page.cart.add({ productId: 'mug' }))
  await settled(page, ...others)
  await world.advance(10_000)
  expect(server.count('POST') - before).toBe(1)
  await world.run(page.cart.add({ productId: 'mug' }))
  page.tab.crash()
  await world.until(() => others.every((other) => linesOf(other)['mug'] === 2))
  await settled(...others)
  expect(server.has('ann')).toEqual({ mug: 2 })
})

test('an explicit sign-out lets what waits go first', async () => {
  const { world, server, page, settled } = await openSignedIn()
  await settled(page)
  const added = page.cart.add({ productId: 'mug' })
  await world.run(page.session.signOut())
  await world.run(added)
  expect(server.has('ann')).toEqual({ mug: 1 })
})

test('nothing is sent, and nothing waits, after stop(); start() goes on', async () => {
  const { world, server, page, settled } = await openSignedIn()
  page.tab.goOffline()
  await world.run(page.cart.add({ productId: 'mug' }))
  await world.until(() => page.cart.getSnapshot().activity === 'waiting')
  page.session.stop()
  page.tab.goOnline()
  await world.advance(60_000)
  expect(server.count('POST')).toBe(0)
  page.session.start()
  await settled(page)
  expect(server.has('ann')).toEqual({ mug: 1 })
})

test('sync() brings what is at the server when it is called, though another request was on its way', async () => {
  const { world, server, page, settled } = await openSignedIn()
  await world.run(page.cart.add({ productId: 'mug' }))
  await settled(page)
  await world.advance(1_000)
  world.fault({ url: '/cart', fault: { delay: 2_000 } })
  server.price = 200
  page.tab.focus()
  await world.advance(500)
  server.price = 250
  await world.run(page.cart.sync())
  expect(page.cart.getSnapshot().lines).toMatchObject([{ quote: { unit: { minor: 250 } } }])
})

test('a page that comes back asks once, however many ways it is told so', async () => {
  const { world, server, page } = await openSignedIn()
  await world.advance(1_000)
  const before = server.count('GET')
  page.tab.hide()
  page.tab.show()
  await world.until(() => page.cart.getSnapshot().activity === 'syncing')
  await world.advance(20)
  page.tab.focus()
  await world.advance(5_000)
  expect(server.count('GET') - before).toBe(1)
})
