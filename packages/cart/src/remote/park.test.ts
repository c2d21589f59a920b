import { describe, expect, test } from 'vitest'
import { linesOf, openSignedIn } from '../../test/openRemoteShop.ts'

describe('a refused edit', () => {
  test('stays, says why, and does not hold up the others; it goes back to what the server has when it is discarded', async () => {
    const { world, server, page, settled } = await openSignedIn()
    server.unknown.add('yacht')
    const key = await world.run(page.cart.add({ productId: 'yacht' }))
    await world.run(page.cart.add({ productId: 'mug' }))
    await world.until(() => page.cart.getSnapshot().failures.length === 1)
    await world.until(() => page.cart.getSnapshot().activity === 'idle')
    expect(page.cart.getSnapshot()).toMatchObject({
      sync: 'failed',
      failures: [{ key, productId: 'yacht', code: 'unknown_product', message: 'Not sold here.' }],
    })
    expect(linesOf(page)).toEqual({ yacht: 1, mug: 1 })
    expect(server.has('ann')).toEqual({ mug: 1 })
    const before = server.count('POST')
    await world.advance(60_000)
    expect(server.count('POST')).toBe(before)
    await world.run(page.cart.discard(key))
    await settled(page)
    expect(linesOf(page)).toEqual({ mug: 1 })
    expect(page.cart.getSnapshot().failures).toEqual([])
  })

  test('goes once more when it is asked to, or edited', async () => {
    const { world, server, page, settled } = await openSignedIn()
    server.unknown.add('yacht')
    const key = await world.run(page.cart.add({ productId: 'yacht' }))
    await world.until(() => page.cart.getSnapshot().sync === 'failed')
    await world.run(page.cart.retry())
    await world.until(() => page.cart.getSnapshot().sync === 'failed')
    server.unknown.clear()
    await world.run(page.cart.setQuantity(key, 3))
    await settled(page)
    expect(server.has('ann')).toEqual({ yacht: 3 })
  })

  test('of a whole request is found by sending each edit on its own', async () => {
    const { world, server, page, settled } = await openSignedIn()
    await settled(page)
    page.tab.goOffline()
    const keys: string[] = []
    for (const productId of ['mug', 'pen', 'hat']) keys.push(await world.run(page.cart.add({ productId })))
    const body = JSON.stringify({ error: 'invalid_request', message: 'No.' })
    world.fault({ url: '/cart/ops', times: 2, fault: { answer: { status: 422, body } } })
    page.tab.goOnline()
    await world.until(
      () => page.cart.getSnapshot().failures.length === 1 && page.cart.getSnapshot().activity === 'idle',
    )
    expect(page.cart.getSnapshot().failures).toMatchObject([{ key: keys[0], code: 'invalid_request', message: 'No.' }])
    expect(server.has('ann')).toEqual({ pen: 1, hat: 1 })
    await world.run(page.cart.retry(keys[0]))
    await settled(page)
    expect(server.has('ann')).toEqual({ mug: 1, pen: 1, hat: 1 })
  })

  test.each([401, 408, 409, 425, 429, 500, 503])(
    'is not one that is answered with %i: it goes again',
    async (status) => {
      const { world, server, page, settled } = await openSignedIn()
      await settled(page)
      world.fault({ url: '/cart/ops', times: 2, fault: { answer: { status, body: '{}' } } })
      await world.run(page.cart.add({ productId: 'mug' }))
      await settled(page)
      expect([server.has('ann'), page.cart.getSnapshot().failures]).toEqual([{ mug: 1 }, []])
    },
  )
})
