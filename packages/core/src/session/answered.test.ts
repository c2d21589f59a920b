import { describe, expect, test } from 'vitest'
import { openShop } from '../../test/openShop.ts'

describe('an answer that could not be written (invariants 2, 11)', () => {
  test('is revoked when the session ends elsewhere', async () => {
    const shop = openShop()
    const [first, second] = await shop.openSignedIn(2)
    second!.tab.hide()
    shop.world.sleep(600_000)
    void first!.session.getAccessToken().catch(() => {})
    await shop.world.until(() => shop.identity.refreshes === 1)
    first!.tab.setFaults({ indexedDB: 'full' })
    await shop.world.advance(500)
    const late = shop.identity.tokens.at(-1)
    expect(shop.identity.reuses).toBe(0)
    await shop.world.run(second!.session.signOut())
    first!.tab.setFaults({ indexedDB: null })
    await shop.world.advance(60_000)
    expect(first!.session.getSnapshot().status).toBe('signed-out')
    const revoked = shop.world.requests.filter(({ url }) => url.endsWith('/revoke')).map(({ body }) => body)
    expect(revoked.join()).toContain(late)
  })

  test('is not asked for again by another tab, as long as its maker lives', async () => {
    const shop = openShop()
    const [first, second] = await shop.openSignedIn(2)
    shop.world.sleep(600_000)
    void first!.session.getAccessToken().catch(() => {})
    await shop.world.until(() => shop.identity.refreshes === 1)
    first!.tab.setFaults({ indexedDB: 'full' })
    void second!.session.getAccessToken().catch(() => {})
    await shop.world.advance(2_000)
    first!.tab.setFaults({ indexedDB: null })
    await shop.world.advance(10_000)
    expect([shop.identity.reuses, first!.session.getSnapshot().status]).toEqual([0, 'signed-in'])
  })
})
