import { describe, expect, test } from 'vitest'
import { openShop } from '../../test/openShop.ts'

const code = (e: { code?: unknown; name?: unknown }): unknown => (typeof e.code === 'string' ? e.code : e.name)

describe.each([
  ['with channels', {}],
  ['without channels', { channel: 'drops' }],
] as const)('%s', (_, faults) => {
  test('a tab frozen while a call confirms the row hands out no token after a sign-out elsewhere (invariants 3, 6)', async () => {
    const shop = openShop()
    const [first, second] = await shop.openSignedIn(2)
    first!.tab.setFaults(faults)
    second!.tab.setFaults(faults)
    await shop.world.advance(2_000)
    const call = first!.session
      .getAccessToken()
      .then((t) => `token ${first!.session.getSnapshot().status} ${!!t}`, code)
    first!.tab.freeze()
    await shop.world.advance(5_000)
    await shop.world.run(second!.session.signOut())
    await shop.world.advance(60_000)
    first!.tab.resume()
    expect(await shop.world.run(call)).not.toMatch(/^token/)
  })

  test('a page in the back/forward cache while a call confirms the row hands out no token after a sign-out elsewhere (invariants 3, 6)', async () => {
    const shop = openShop()
    const [first, second] = await shop.openSignedIn(2)
    first!.tab.setFaults(faults)
    second!.tab.setFaults({ channel: 'drops' })
    await shop.world.advance(2_000)
    const call = first!.session
      .getAccessToken()
      .then((t) => `token ${first!.session.getSnapshot().status} ${!!t}`, code)
    first!.tab.bfcache()
    await shop.world.advance(5_000)
    await shop.world.run(second!.session.signOut())
    await shop.world.advance(60_000)
    expect(first!.tab.restore()).toBe(true)
    expect(await shop.world.run(call)).not.toMatch(/^token/)
  })

  test('a call at its deadline hands out no token after a sign-out elsewhere', async () => {
    const shop = openShop()
    const [first, second, third] = await shop.openSignedIn(3)
    for (const { tab } of [first!, second!, third!]) tab.hide()
    shop.world.sleep(550_000)
    for (const { tab } of [first!, second!, third!]) tab.setFaults(faults)
    // third refreshes and freezes with the lock
    shop.world.fault({ fault: { lose: 'hang' }, url: 'refresh', times: 1 })
    void third!.session.getAccessToken().catch(() => {})
    await shop.world.until(() => shop.world.requests.some(({ url }) => url.endsWith('/refresh')))
    third!.tab.freeze()
    first!.tab.show()
    const call = first!.session
      .getAccessToken()
      .then((t) => `token ${first!.session.getSnapshot().status} ${!!t}`, code)
    await shop.world.advance(5_000)
    await shop.world.run(second!.session.signOut())
    expect(await shop.world.run(call)).not.toMatch(/^token/)
  })

  test('a tab frozen while a call waits for a refresh hands out no token after a sign-out elsewhere', async () => {
    const shop = openShop()
    const [first, second] = await shop.openSignedIn(2)
    for (const { tab } of [first!, second!]) tab.hide()
    shop.world.sleep(550_000)
    for (const { tab } of [first!, second!]) tab.setFaults(faults)
    first!.tab.show()
    shop.world.fault({ fault: { lose: 'hang' }, url: 'refresh', times: 1 })
    const call = first!.session
      .getAccessToken({ timeout: 5_000 })
      .then((t) => `token ${first!.session.getSnapshot().status} ${!!t}`, code)
    await shop.world.advance(2_000)
    first!.tab.freeze()
    await shop.world.advance(1_000)
    await shop.world.run(second!.session.signOut())
    await shop.world.advance(20_000)
    first!.tab.resume()
    expect(await shop.world.run(call)).not.toMatch(/^token/)
  })
})
