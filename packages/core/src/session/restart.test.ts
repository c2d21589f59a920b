import { describe, expect, test } from 'vitest'
import { type Counted, countUses } from '../../test/countUses.ts'
import { ann, bob, openShop, type Page, type Shop } from '../../test/openShop.ts'

const nothing = { timers: 0, wakes: 0, channels: 0, connections: 0 }

function openCounted(): { shop: Shop; page: Page; counted: Counted } {
  const shop = openShop()
  const tab = shop.world.openTab()
  const counted = countUses(tab.platform)
  return { shop, page: shop.join(tab, { platform: counted.platform }), counted }
}

describe('a session that is started again', () => {
  test('shows what happened meanwhile (invariants 3, 6)', async () => {
    const shop = openShop()
    const [first, second] = await shop.openSignedIn(2)
    first!.session.stop()
    await shop.world.run(second!.session.signOut())
    first!.session.start()
    await shop.world.advance(30_000)
    expect(first!.session.getSnapshot().status).toBe('signed-out')
  })

  test('watches the idle limit', async () => {
    const shop = openShop({ session: { idleTimeout: 60_000 } })
    const [first] = await shop.openSignedIn(1)
    first!.session.stop()
    first!.session.start()
    await shop.world.advance(300_000)
    expect(first!.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'idle' })
  })

  test('refreshes by timer', async () => {
    const shop = openShop()
    const [first] = await shop.openSignedIn(1)
    first!.session.stop()
    first!.session.start()
    await shop.world.advance(599_000)
    expect(shop.identity.refreshes).toBe(1)
  })
})

test('stop() while the lock is waited for leaves nothing, at once (invariant 15)', async () => {
  const { shop, page, counted } = openCounted()
  await shop.world.run(page.session.signIn(ann))
  const other = shop.open()
  await shop.world.run(other.session.ready())
  shop.world.sleep(600_000)
  shop.world.fault({ fault: { delay: 8_000 }, url: 'refresh', tab: other.tab.id })
  void other.session.getAccessToken().catch(() => {})
  await shop.world.advance(200)
  const call = page.session.getAccessToken().catch((e: unknown) => e)
  await shop.world.advance(500)
  page.session.stop()
  await shop.world.run(call)
  await shop.world.advance(1)
  const after = { ...counted.open }
  const uses = counted.uses()
  await shop.world.advance(60_000)
  expect({ after, later: counted.open, moreUses: counted.uses() - uses }).toEqual({
    after: nothing,
    later: nothing,
    moreUses: 0,
  })
})

describe.each<[string, (session: Page['session']) => Promise<unknown>]>([
  ['signIn', (session) => session.signIn(bob)],
  ['signOut', (session) => session.signOut()],
  ['refresh', (session) => session.refresh()],
  ['fetch', (session) => session.fetch('/me')],
])('stop() at every moment of %s()', (_, act) => {
  test('leaves nothing (invariant 15)', async () => {
    for (let after = 0; after < 120; after += 4) {
      const { shop, page, counted } = openCounted()
      await shop.world.run(page.session.signIn(ann))
      await shop.world.advance(2_000)
      void act(page.session).catch(() => {})
      await shop.world.advance(after)
      page.session.stop()
      await shop.world.advance(60_000)
      expect([after, counted.open]).toEqual([after, nothing])
    }
  })
})
