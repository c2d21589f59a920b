import { describe, expect, test } from 'vitest'
import { linesOf, openRemoteShop, openSignedIn } from '../../test/openRemoteShop.ts'
import { ann, bob } from '../../test/openShop.ts'
import { plainRemote } from './plainRemote.ts'
import type { RemoteCart } from './RemoteCart.ts'

const refused = (code: string) => expect.objectContaining({ code })

describe.each(['rejects', 'missing', 'never'] as const)('where a lock %s', (locks) => {
  test('edits are sent all the same', async () => {
    const { world, server, page, settled } = await openSignedIn()
    await world.advance(5_000)
    page.tab.setFaults({ locks })
    await world.run(page.cart.add({ productId: 'mug' }))
    await settled(page)
    expect(server.has('ann')).toEqual({ mug: 1 })
  })
})

test('edits are sent though a frozen tab has the lock', async () => {
  const { world, server, page, visit, settled } = await openSignedIn()
  const other = visit()
  await world.run(other.cart.ready())
  await settled(page, other)
  page.tab.goOffline()
  await world.run(page.cart.add({ productId: 'mug' }))
  await world.until(() => page.cart.getSnapshot().activity === 'waiting')
  page.tab.freeze()
  await world.run(other.cart.add({ productId: 'pen' }))
  await settled(other)
  expect(server.has('ann')).toEqual({ mug: 1, pen: 1 })
})

describe('a tab that was frozen between an edit and its request', () => {
  test.each([0, 2, 4, 6, 8, 10, 12, 14, 16, 20])(
    'sends nothing under the session of somebody who came meanwhile (%i ms)',
    async (at) => {
      const { world, server, page, visit } = await openSignedIn()
      const other = visit()
      await world.run(other.cart.ready())
      await world.advance(5_000)
      void page.cart.add({ productId: 'mug' }).catch(() => {})
      await world.advance(at)
      page.tab.freeze()
      await world.run(other.session.signOut())
      await world.run(other.session.signIn(bob))
      page.tab.resume()
      await world.advance(30_000)
      expect(server.has('bob')).toEqual({})
      expect(linesOf(page)).toEqual({})
    },
  )
})

describe("an app's own request", () => {
  test('that is answered after a sign-out leaves nothing of the user in this browser', async () => {
    const { world, open } = openRemoteShop()
    const answers: ((cart: RemoteCart) => void)[] = []
    const remote = plainRemote({ read: () => new Promise((resolve) => answers.push(resolve)) })
    const page = open({ remote })
    await world.run(page.cart.ready())
    await world.run(page.session.signIn(ann))
    await world.until(() => answers.length === 1)
    await world.run(page.session.signOut())
    answers[0]?.({ lines: [{ productId: 'secret', quantity: 1 }] })
    await world.advance(5_000)
    expect(linesOf(page)).toEqual({})
    expect(page.cart.getSnapshot()).toMatchObject({ activity: 'idle', error: null })
  })

  test('that is answered after somebody else came leaves nothing in their cart', async () => {
    const { world, open } = openRemoteShop()
    const answers: ((cart: RemoteCart) => void)[] = []
    const remote = plainRemote({ read: () => new Promise((resolve) => answers.push(resolve)) })
    const page = open({ remote })
    await world.run(page.cart.ready())
    await world.run(page.session.signIn(ann))
    await world.until(() => answers.length === 1)
    await world.run(page.session.signIn(bob))
    answers[0]?.({ lines: [{ productId: 'secret', quantity: 1 }] })
    await world.until(() => answers.length === 2)
    answers[1]?.({ lines: [{ productId: 'mug', quantity: 1 }] })
    await world.advance(5_000)
    expect(linesOf(page)).toEqual({ mug: 1 })
  })
})

describe('sync()', () => {
  test('rejects with STOPPED when the session is stopped in the midst', async () => {
    const { world, page } = await openSignedIn()
    await world.run(page.cart.add({ productId: 'mug' }))
    const synced = world.run(page.cart.sync())
    world.after(30, () => page.session.stop())
    await expect(synced).rejects.toEqual(refused('STOPPED'))
    expect(page.cart.getSnapshot()).toMatchObject({ activity: 'idle', error: null })
  })

  test.each([30, 60, 90])('rejects with SUPERSEDED when somebody else signs in in the midst (%i ms)', async (at) => {
    const { world, page, visit } = await openSignedIn()
    const other = visit()
    await world.run(other.cart.ready())
    await world.advance(5_000)
    world.fault({ url: '/cart', times: 9, fault: { delay: 2_000 } })
    await world.run(page.cart.add({ productId: 'mug' }))
    const synced = world.run(page.cart.sync())
    world.after(at, () => void other.session.signIn(bob))
    await expect(synced).rejects.toEqual(refused('SUPERSEDED'))
  })

  test('waits until it is known who is signed in', async () => {
    const { world, page, server, reload, remote } = await openSignedIn()
    await world.run(page.cart.add({ productId: 'mug' }))
    await world.run(page.cart.sync())
    const again = reload(page, { remote })
    const before = server.count('GET')
    await world.run(again.cart.sync())
    expect(server.count('GET')).toBe(before + 1)
  })
})

test('an end of the session is no fault of the server', async () => {
  const { world, page } = await openSignedIn()
  page.tab.goOffline()
  await world.run(page.cart.add({ productId: 'mug' }))
  await world.until(() => page.cart.getSnapshot().activity === 'waiting')
  await world.run(page.session.signOut())
  await world.advance(100)
  expect(page.cart.getSnapshot()).toMatchObject({ activity: 'idle', error: null, lines: [] })
})
