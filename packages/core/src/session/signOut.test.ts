import { describe, expect, test, vi } from 'vitest'
import { bob, openShop, type Page } from '../../test/openShop.ts'
import { bearer } from '../source/bearer.ts'
import { inMemory } from '../storage/inMemory.ts'

const stateOf = ({ session }: Page): string => {
  const { status, reason } = session.getSnapshot()
  return `${status} ${reason}`
}

test('a sign-out ends the session in every tab and revokes it; the others say elsewhere (invariants 3, 6)', async () => {
  const { world, identity, openSignedIn, reload } = openShop()
  const pages = await openSignedIn(3)
  await world.run(pages[0]!.session.signOut())
  expect(stateOf(pages[0]!)).toBe('signed-out signed-out')
  await world.until(() => pages.slice(1).every((page) => stateOf(page) === 'signed-out elsewhere'), { limit: 100 })
  expect(identity.countAlive()).toBe(0)
  expect((await world.run(reload(pages[1]!).session.ready())).status).toBe('signed-out')
  await expect(world.run(pages[2]!.session.getAccessToken())).rejects.toMatchObject({ code: 'SIGNED_OUT' })
})

test('without a channel the others see it within a second (invariants 3, 6)', async () => {
  const { world, openSignedIn, open } = openShop()
  const [first] = await openSignedIn()
  const second = open({ faults: { channel: 'missing' } })
  await world.run(second.session.ready())
  await world.run(first!.session.signOut())
  await world.until(() => stateOf(second) === 'signed-out elsewhere', { limit: 1_100 })
})

test('a sign-out where nobody is signed in asks nobody', async () => {
  const { world, open } = openShop()
  const { session } = open()
  await world.run(session.signOut())
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', activity: 'idle' })
  expect(world.requests).toEqual([])
})

describe('sign-out wins over a late refresh (invariant 3)', () => {
  test.each([
    ['the tab that refreshes', 0],
    ['another tab', 1],
  ])('by %s: what comes late is revoked, not stored', async (_, who) => {
    const { world, identity, openSignedIn, open } = openShop()
    const pages = await openSignedIn(2)
    world.sleep(600_000)
    world.fault({ fault: { delay: 1_500 }, url: 'refresh' })
    const asking = pages[0]!.session.getAccessToken().catch((error: unknown) => error)
    await world.until(() => identity.refreshes === 1)
    await world.run(pages[who]!.session.signOut())
    expect(await world.run(asking)).toMatchObject({ code: 'SIGNED_OUT' })
    await world.advance(5_000)
    expect(pages.map((page) => page.session.getSnapshot().status)).toEqual(['signed-out', 'signed-out'])
    expect((await world.run(open().session.ready())).status).toBe('signed-out')
    expect(identity.countAlive()).toBe(0)
    expect(world.rows().get('session:%2Fauth')).toMatchObject({ data: { grantId: null, secret: null, owed: [] } })
  })

  test('when the answer of the refresh is lost', async () => {
    const { world, identity, openSignedIn, reload } = openShop()
    const [page] = await openSignedIn()
    world.sleep(600_000)
    world.fault({ fault: { lose: 'answer' }, url: 'refresh' })
    void page!.session.getAccessToken().catch(() => {})
    await world.until(() => identity.refreshes === 1)
    await world.run(page!.session.signOut())
    await world.advance(60_000)
    expect(identity.refreshes).toBe(1)
    expect((await world.run(reload(page!).session.ready())).status).toBe('signed-out')
  })

  test('when the tab that refreshes was frozen, and wakes to its answer', async () => {
    const { world, identity, openSignedIn } = openShop()
    const [frozen, other] = await openSignedIn(2)
    world.sleep(600_000)
    world.fault({ fault: { delay: 200 }, url: 'refresh' })
    void frozen!.session.getAccessToken().catch(() => {})
    await world.until(() => identity.refreshes === 1)
    frozen!.tab.freeze()
    await world.run(other!.session.signOut())
    await world.advance(10_000)
    frozen!.tab.resume()
    await world.advance(5_000)
    expect([stateOf(frozen!), stateOf(other!)]).toEqual(['signed-out elsewhere', 'signed-out signed-out'])
    expect(identity.countAlive()).toBe(0)
  })
})

describe('what is owed to the server (invariant 3)', () => {
  test('a sign-out made offline works at once, and is delivered when the network is back', async () => {
    const { world, identity, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    page!.tab.goOffline()
    await world.run(page!.session.signOut())
    expect(stateOf(page!)).toBe('signed-out signed-out')
    expect(page!.session.getSnapshot().error).toMatchObject({ code: 'REVOKE_FAILED' })
    expect(identity.countAlive()).toBe(1)
    page!.tab.goOnline()
    await world.until(() => identity.countAlive() === 0, { limit: 5_000 })
    await world.until(() => page!.session.getSnapshot().error === null, { limit: 1_000 })
  })

  test('is delivered at the next start, before anything resumes', async () => {
    const { world, identity, openSignedIn, join } = openShop()
    const [page] = await openSignedIn()
    page!.tab.goOffline()
    await world.run(page!.session.signOut())
    const tab = page!.tab.reload()
    const resume = vi.fn(async () => {
      expect(identity.countAlive()).toBe(0)
      return null
    })
    const source = { ...bearer({ url: '/auth', user: ({ sub }) => ({ id: sub }) }), resume }
    const again = join(tab, { source })
    await world.run(again.session.ready())
    await world.until(() => resume.mock.calls.length > 0, { limit: 5_000 })
    expect(identity.countAlive()).toBe(0)
    expect(world.rows().get('session:%2Fauth')).toMatchObject({ data: { owed: [] } })
  })

  test('is kept while the server is down, and nothing resumes meanwhile', async () => {
    const { world, identity, openSignedIn, reload } = openShop()
    const [page] = await openSignedIn()
    world.fault({ fault: { answer: { status: 503 } }, url: 'revoke', times: 2 })
    await world.run(page!.session.signOut())
    const again = reload(page!)
    await world.run(again.session.ready())
    await world.advance(1_000)
    expect(identity.countAlive()).toBe(1)
    const third = reload(again)
    await world.run(third.session.ready())
    await world.until(() => identity.countAlive() === 0, { limit: 5_000 })
  })

  test('an explicit sign-in overrides it, and both are settled', async () => {
    const { world, identity, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    world.fault({ fault: { answer: { status: 503 } }, url: 'revoke', times: 1 })
    await world.run(page!.session.signOut())
    await world.run(page!.session.signIn(bob))
    await world.advance(5_000)
    expect(page!.session.getSnapshot()).toMatchObject({ user: { id: 'bob' } })
    expect(identity.countAlive()).toBe(1)
    expect(await world.run(page!.session.fetch('/me').then(({ status }) => status))).toBe(200)
  })
})

test('a sign-out is told to the server with keepalive, and outlives the page', async () => {
  const { world, identity, openSignedIn } = openShop()
  const [page] = await openSignedIn()
  void page!.session.signOut().catch(() => {})
  await world.until(() => world.requests.some(({ url }) => url.endsWith('/revoke')))
  page!.tab.close()
  await world.advance(5_000)
  expect(identity.countAlive()).toBe(0)
})

describe('a page in the back/forward cache (invariant 3)', () => {
  test('is evicted by a sign-out, and by a sign-in of somebody else', async () => {
    for (const end of [({ session }: Page) => session.signOut(), ({ session }: Page) => session.signIn(bob)]) {
      const { world, openSignedIn } = openShop()
      const [cached, other] = await openSignedIn(2)
      cached!.tab.bfcache()
      await world.advance(100)
      await world.run(end(other!))
      await world.advance(100)
      expect(cached!.tab.wasEvicted).toBe(true)
    }
  })

  test('that was restored all the same is corrected within one read', async () => {
    const { world, openSignedIn } = openShop()
    const [cached, other] = await openSignedIn(2)
    cached!.tab.bfcache()
    await world.advance(100)
    other!.tab.setFaults({ channel: 'drops' })
    await world.run(other!.session.signOut())
    expect(cached!.tab.restore()).toBe(true)
    await expect(world.run(cached!.session.getAccessToken())).rejects.toMatchObject({ code: 'SIGNED_OUT' })
    expect(stateOf(cached!)).toBe('signed-out elsewhere')
  })
})

test('a tab that was frozen for less than a second trusts nothing it read before (invariant 3)', async () => {
  const { world, openSignedIn } = openShop()
  const [frozen, other] = await openSignedIn(2)
  await world.run(frozen!.session.getAccessToken())
  frozen!.tab.freeze()
  await world.advance(1)
  other!.tab.setFaults({ channel: 'drops' })
  await world.run(other!.session.signOut())
  frozen!.tab.resume()
  let call: Promise<unknown> = Promise.resolve()
  const end = frozen!.tab.platform.onWake(() => {
    end()
    call = frozen!.session.getAccessToken().catch((error: unknown) => error)
  })
  await world.advance(100)
  expect(await world.run(call)).toMatchObject({ code: 'SIGNED_OUT' })
})

test('a tab that cannot read the row hears of the end by the channel (invariants 3, 11)', async () => {
  const { world, openSignedIn } = openShop()
  const [first, second] = await openSignedIn(2)
  second!.tab.setFaults({ indexedDB: 'fails' })
  await world.run(first!.session.signOut())
  await world.until(() => stateOf(second!) === 'signed-out elsewhere', { limit: 1_000 })
  await expect(world.run(second!.session.getAccessToken())).rejects.toMatchObject({ code: 'SIGNED_OUT' })
})

test('everyday news do not evict a page from the back/forward cache (invariant 15)', async () => {
  const { world, openSignedIn } = openShop()
  const [cached, other] = await openSignedIn(2)
  cached!.tab.bfcache()
  await world.advance(100)
  await world.run(other!.session.refresh())
  await world.advance(1_000)
  expect(cached!.tab.restore()).toBe(true)
  const token = await world.run(other!.session.getAccessToken())
  expect(await world.run(cached!.session.getAccessToken())).toBe(token)
})

test('a sign-out whose row cannot be written ends the session here and at the server, and says so (invariants 3, 11)', async () => {
  const { world, identity, openSignedIn } = openShop()
  const [page] = await openSignedIn()
  page!.tab.setFaults({ indexedDB: 'fails' })
  await expect(world.run(page!.session.signOut())).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' })
  expect(page!.session.getSnapshot().status).toBe('signed-out')
  expect(identity.countAlive()).toBe(0)
})

test('in memory alone a sign-out reaches the other tabs of the visit (invariant 3)', async () => {
  const { world, identity, openSignedIn } = openShop({ storage: inMemory })
  const [page] = await openSignedIn()
  await world.run(page!.session.signOut())
  expect(stateOf(page!)).toBe('signed-out signed-out')
  expect(identity.countAlive()).toBe(0)
})
