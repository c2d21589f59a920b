import { describe, expect, test, vi } from 'vitest'
import { ann, bob, cid, openShop, type User } from '../../test/openShop.ts'
import type { Source } from '../source/Source.ts'
import { inMemory } from '../storage/inMemory.ts'

describe('what is owed, where the session is a cookie (invariant 3)', () => {
  test('is not told by a page from the back/forward cache after somebody has signed in', async () => {
    const shop = openShop({ storage: inMemory, server: { isByCookie: true } })
    const { world, identity } = shop
    const [first] = await shop.openSignedIn()
    first!.tab.goOffline()
    await world.run(first!.session.signOut())
    first!.tab.bfcache()
    await world.advance(100)
    const second = shop.open()
    await world.run(second.session.ready())
    // second page's start may deliver; it does (online) - so the owed is settled by it, sign in then
    await world.advance(1_000)
    await world.run(second.session.signIn(ann))
    expect(identity.countAlive()).toBe(1)
    first!.tab.goOnline()
    expect(first!.tab.restore()).toBe(true)
    await world.advance(5_000)
    expect(identity.countAlive()).toBe(1)
  })

  test('is not told by a page that was frozen meanwhile', async () => {
    const shop = openShop({ storage: inMemory, server: { isByCookie: true } })
    const { world, identity } = shop
    const [first] = await shop.openSignedIn()
    first!.tab.goOffline()
    await world.run(first!.session.signOut())
    first!.tab.freeze()
    await world.advance(100)
    const second = shop.open()
    await world.run(second.session.ready())
    await world.advance(1_000)
    await world.run(second.session.signIn(ann))
    first!.tab.resume()
    first!.tab.goOnline()
    await world.advance(5_000)
    expect(identity.countAlive()).toBe(1)
  })

  test('is told before a sign-in of the same page sends anything', async () => {
    const shop = openShop({ storage: inMemory, server: { isByCookie: true } })
    const { world, identity } = shop
    const [first] = await shop.openSignedIn()
    world.fault({ fault: { delay: 1_500 }, url: 'revoke' })
    const out = first!.session.signOut()
    await world.until(() => first!.session.getSnapshot().status === 'signed-out')
    await world.run(first!.session.signIn(bob))
    await world.run(out)
    await world.advance(3_000)
    expect(first!.session.getSnapshot().user?.id).toBe('bob')
    expect(identity.countAlive()).toBe(1)
    await world.run(first!.session.refresh())
    expect(first!.session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: 'bob' } })
  })

  test('is told before a sign-in of the page that was loaded next', async () => {
    const shop = openShop({ server: { isByCookie: true } })
    const { world, identity } = shop
    const [first] = await shop.openSignedIn()
    world.fault({ fault: { answer: { status: 503 } }, url: 'revoke', times: 1 })
    await world.run(first!.session.signOut())
    // reload: delivers, but the answer is slow; the person signs in meanwhile
    world.fault({ fault: { delay: 2_000 }, url: 'revoke' })
    const again = shop.reload(first!)
    await world.run(again.session.ready())
    await world.run(again.session.signIn(ann))
    await world.advance(5_000)
    await world.run(again.session.refresh())
    expect(again.session.getSnapshot()).toMatchObject({ status: 'signed-in' })
    expect(identity.countAlive()).toBe(1)
  })

  test('is not told where there are no tokens at all and somebody has signed in', async () => {
    // one cookie, and no tokens at all
    const shop = openShop()
    const { world } = shop
    let live: string | null = null
    let count = 0
    const source = (): Source<User, any> => ({
      signIn: async () => {
        live = `s${++count}`
        return { user: { id: 'ann' }, lifetime: null, tokens: null }
      },
      refresh: async () => ({ user: { id: 'ann' }, lifetime: null, tokens: null }),
      restore: async () => ({ user: { id: 'ann' }, lifetime: null, tokens: null }),
      revoke: vi.fn(async (_g, { fetch }) => {
        await fetch('/logout-ping').catch((e: unknown) => {
          throw e
        })
        live = null
      }),
    })
    const first = shop.join(world.openTab(), { source: source() })
    await world.run(first.session.signIn({}))
    first.tab.goOffline()
    await world.run(first.session.signOut())
    first.tab.bfcache()
    await world.advance(100)
    const second = shop.join(world.openTab(), { source: source() })
    await world.run(second.session.ready())
    await world.advance(1_000)
    await world.run(second.session.signIn({}))
    expect(live).toBe('s2')
    first.tab.goOnline()
    first.tab.restore()
    await world.advance(3_000)
    expect(live).toBe('s2')
  })
})

describe('what is owed (invariant 3)', () => {
  test('is told of every session that was replaced, also while another is being told of', async () => {
    const shop = openShop()
    const { world, identity } = shop
    const [page] = await shop.openSignedIn()
    world.fault({ fault: { delay: 4_000 }, url: 'revoke', times: 1 })
    await world.run(page!.session.signIn(bob))
    await world.run(page!.session.signIn(cid))
    await world.advance(60_000)
    expect(identity.countAlive()).toBe(1)
  })

  test('is told by the tab that has the tokens, where another one signed out', async () => {
    const shop = openShop({ storage: inMemory })
    const { world, identity } = shop
    const [first] = await shop.openSignedIn()
    const second = shop.open()
    await world.run(second.session.ready())
    await world.run(second.session.signOut())
    await world.until(() => first!.session.getSnapshot().status === 'signed-out')
    await world.advance(10_000)
    expect(identity.countAlive()).toBe(0)
  })
})

describe('a sign-out while somebody signs in (invariant 3)', () => {
  test('wins, where nobody was signed in before', async () => {
    const shop = openShop()
    const { world, identity } = shop
    const page = shop.open()
    await world.run(page.session.ready())
    world.fault({ fault: { delay: 1_000 }, url: 'sign-in' })
    const signing = page.session.signIn(ann).then(
      () => 'signed in',
      ({ code }) => code,
    )
    await world.advance(100)
    await world.run(page.session.signOut())
    expect(await world.run(signing)).toBe('SUPERSEDED')
    await world.advance(5_000)
    expect(page.session.getSnapshot().status).toBe('signed-out')
    expect(identity.countAlive()).toBe(0)
  })

  test('wins from another tab', async () => {
    const shop = openShop()
    const { world } = shop
    const [first, second] = await shop.openSignedIn(2)
    await world.run(first!.session.signOut())
    world.fault({ fault: { delay: 1_000 }, url: 'sign-in' })
    const signing = first!.session.signIn(ann).catch(() => {})
    await world.advance(100)
    await world.run(second!.session.signOut())
    await world.run(signing)
    await world.advance(5_000)
    expect(first!.session.getSnapshot().status).toBe('signed-out')
  })
})
