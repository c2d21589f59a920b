import { describe, expect, test } from 'vitest'
import { linesOf, openRemoteShop, openSignedIn } from '../../test/openRemoteShop.ts'
import { ann, bob, shown } from '../../test/openShop.ts'

test('edits that a session ends upon, by idleness, wait for their owner, whoever comes between', async () => {
  const idleTimeout = 600_000
  const { world, server, page, visit, settled } = await openSignedIn({ session: { idleTimeout } })
  page.tab.goOffline()
  await world.run(page.cart.add({ productId: 'mug', quantity: 3 }))
  await world.advance(idleTimeout + 5_000)
  expect(page.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'idle' })
  expect(linesOf(page)).toEqual({})
  page.tab.goOnline()
  await world.run(page.session.signIn(bob))
  await world.run(page.cart.sync())
  expect([linesOf(page), server.has('bob'), server.has('ann')]).toEqual([{}, {}, {}])
  await world.run(page.session.signOut())
  const again = visit()
  await world.run(again.cart.ready())
  await world.run(again.session.signIn(ann))
  await settled(again)
  expect([linesOf(again), server.has('ann')]).toEqual([{ mug: 3 }, { mug: 3 }])
})

describe("a guest's cart", () => {
  test.each([
    ['max', { mug: 4, pen: 5, hat: 1, bag: 7, cup: 1 }],
    ['sum', { mug: 6, pen: 8, hat: 1, bag: 7, cup: 1 }],
    ['guest', { mug: 2, pen: 5, hat: 1, bag: 7, cup: 1 }],
    ['account', { mug: 4, pen: 3, hat: 1, bag: 7, cup: 1 }],
  ] as const)(
    'goes to the account by %s once, in two tabs at once, with the answer lost, and when somebody signs in again',
    async (merge, expected) => {
      for (const seed of [1, 2, 3]) {
        const { world, server, remote, open, settled } = openRemoteShop({ seed })
        const first = open({ remote, merge, name: 'before' })
        await world.run(first.session.signIn(ann))
        for (const [productId, quantity] of Object.entries({ mug: 4, pen: 3, hat: 1, bag: 7 }))
          await world.run(first.cart.add({ productId, quantity }))
        await world.run(first.cart.sync())
        await world.run(first.session.signOut())
        const pages = [open({ remote, merge }), open({ remote, merge })] as const
        const [page, other] = pages
        await world.run(other.cart.ready())
        for (const [productId, quantity] of Object.entries({ mug: 2, pen: 5, cup: 1 }))
          await world.run(page.cart.add({ productId, quantity }))
        world.fault({ url: '/cart/ops', times: 2, fault: { lose: 'answer', isSentTwice: true } })
        // The account's lines are not in this browser yet: the server's answer brings them.
        const signIn = page.session.signIn(ann)
        world.after(30, () => other.tab.focus())
        await world.run(signIn)
        await settled(...pages)
        expect([linesOf(page), linesOf(other), server.has('ann')]).toEqual([expected, expected, expected])
        await world.run(page.session.signOut())
        await world.run(page.session.signIn(ann))
        await settled(...pages)
        expect(linesOf(page)).toEqual(expected)
      }
    },
  )
})

test('an explicit sign-out leaves nothing of the cart in this browser', async () => {
  const { world, page } = await openSignedIn()
  await world.run(page.cart.add({ productId: 'unmistakable', attributes: { note: 'unmistakable' } }))
  await world.run(page.session.signOut())
  await world.advance(5_000)
  const rows = world.rows()
  expect(JSON.stringify([...rows.keys()].map((key) => rows.get(key)))).not.toContain('unmistakable')
  expect(JSON.stringify([...world.localStorage()])).not.toContain('unmistakable')
  expect(shown(page.cart.getSnapshot().lines)).toEqual({})
})

test('where the server refuses to say what an account has, a guest’s lines wait, and ask ever less often', async () => {
  const { world, server, visit, settled } = openRemoteShop()
  const page = visit()
  await world.run(page.cart.add({ productId: 'mug' }))
  const mend = world.fault({ url: '/cart', times: 1_000, fault: { answer: { status: 404, body: '{}' } } })
  await world.run(page.session.signIn(ann))
  await world.advance(10_000)
  expect(page.cart.getSnapshot()).toMatchObject({ sync: 'queued', activity: 'waiting' })
  expect(world.requests.filter(({ url }) => url.includes('/cart')).length).toBeLessThan(15)
  mend()
  await settled(page)
  expect(server.has('ann')).toEqual({ mug: 1 })
})
