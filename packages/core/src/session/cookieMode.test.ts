import { describe, expect, test } from 'vitest'
import { bob, openShop, type Page, type Shop } from '../../test/openShop.ts'
import { inMemory } from '../storage/inMemory.ts'

/** Tokens in each tab's memory; the refresh token in an HttpOnly cookie that rotates. */
function openCookieShop(): Shop {
  return openShop({ storage: inMemory, server: { isByCookie: true } })
}
/** Opens pages beside one that is signed in. */
async function openBeside({ world, openSignedIn, open }: Shop, count: number): Promise<Page[]> {
  const [first] = await openSignedIn()
  const others = Array.from({ length: count - 1 }, open as () => Page)
  await world.run(Promise.all(others.map(({ session }) => session.ready())))
  return [first!, ...others]
}

describe('inMemory() with a rotating HttpOnly cookie', () => {
  test('a tab that opens gets a grant by the cookie, and knows who is signed in', async () => {
    const shop = openCookieShop()
    const pages = await openBeside(shop, 3)
    expect(pages.map(({ session }) => session.getSnapshot().user?.id)).toEqual(['ann', 'ann', 'ann'])
    expect(shop.identity).toMatchObject({ refreshes: 2, reuses: 0 })
  })

  test('ten tabs refresh each for itself, strictly one after another (invariants 1, 2)', async () => {
    const shop = openCookieShop()
    const pages = await openBeside(shop, 10)
    const before = shop.world.requests.length
    shop.world.sleep(600_000)
    const tokens = await shop.world.run(
      Promise.all(pages.map(({ session }) => session.getAccessToken({ timeout: 60_000 }))),
    )
    expect(new Set(tokens).size).toBe(10)
    expect(shop.identity).toMatchObject({ refreshes: 9 + 10, reuses: 0 })
    expect(shop.world.requests.length - before).toBe(10)
  })

  test('a reload restores by one request, without a sign-in event', async () => {
    const shop = openCookieShop()
    const [page] = await shop.openSignedIn()
    const again = shop.reload(page!)
    const heard: string[] = []
    for (const event of ['signed-in', 'user-changed', 'signed-out'] as const)
      again.session.on(event, () => heard.push(event))
    expect(await shop.world.run(again.session.ready())).toMatchObject({ user: { id: 'ann' } })
    await shop.world.advance(100)
    expect(shop.identity.refreshes).toBe(1)
    expect(heard).toEqual([])
  })

  test("a guest's page load asks nobody", async () => {
    const { world, open } = openCookieShop()
    expect(await world.run(open().session.ready())).toMatchObject({ status: 'signed-out', reason: 'none' })
    expect(world.requests).toEqual([])
  })

  test('a page rendered for somebody of whom the browser has lost its row gets a grant by the cookie, and shows nobody else', async () => {
    const { world, openSignedIn, reload } = openCookieShop()
    const [page] = await openSignedIn()
    for (const key of world.rows().keys()) world.rows().delete(key)
    const { session } = reload(page as Page)
    const seen = new Set<string>()
    session.seed({ user: { id: 'ann' } })
    session.subscribe(() => seen.add(`${session.getSnapshot().status} ${session.getSnapshot().user?.id}`))
    expect(await world.run(session.getAccessToken())).toMatch(/^eyJ/)
    expect([...seen]).toEqual(['signed-in ann'])
  })

  test('a page rendered for somebody shows nothing else while it gets a grant (invariant 14)', async () => {
    const { world, openSignedIn, reload } = openCookieShop()
    const [page] = await openSignedIn()
    const { session } = reload(page as Page)
    const seen = new Set<string>()
    session.seed({ user: { id: 'ann' } })
    session.subscribe(() => seen.add(`${session.getSnapshot().status} ${session.getSnapshot().user?.id}`))
    await world.advance(2_000)
    expect([...seen]).toEqual(['signed-in ann'])
  })

  test('a sign-out reaches every tab, and the cookie is dead (invariant 3)', async () => {
    const shop = openCookieShop()
    const pages = await openBeside(shop, 3)
    await shop.world.run(pages[1]!.session.signOut())
    await shop.world.until(() => pages.every(({ session }) => session.getSnapshot().status === 'signed-out'), {
      limit: 1_000,
    })
    expect(shop.identity.countAlive()).toBe(0)
    const fresh = shop.open()
    expect(await shop.world.run(fresh.session.ready())).toMatchObject({ status: 'signed-out' })
  })

  test('a user switch reaches every tab (invariant 13)', async () => {
    const shop = openCookieShop()
    const pages = await openBeside(shop, 3)
    await shop.world.run(pages[1]!.session.signIn(bob))
    await shop.world.until(() => pages.every(({ session }) => session.getSnapshot().user?.id === 'bob'))
    const me = pages[2]!.session.fetch('/me').then((response) => response.json())
    expect(await shop.world.run(me)).toEqual({ user: 'bob' })
    expect(shop.identity.reuses).toBe(0)
  })

  test('a sign-in waits for a refresh under way: the answers of both set one cookie (invariant 13)', async () => {
    const shop = openCookieShop()
    const [first, second] = await openBeside(shop, 2)
    shop.world.fault({ fault: { delay: 1_500 }, url: 'refresh', tab: first!.tab.id })
    const refreshing = first!.session.refresh()
    await shop.world.advance(200)
    await shop.world.run(second!.session.signIn(bob))
    await shop.world.run(refreshing.catch(() => {}))
    await shop.world.until(() => first!.session.getSnapshot().user?.id === 'bob')
    shop.world.sleep(600_000)
    const me = first!.session.fetch('/me').then((response) => response.json())
    expect(await shop.world.run(me)).toEqual({ user: 'bob' })
  })

  test('a sign-out made offline is delivered at the next start, by the cookie, before anybody is restored (invariant 3)', async () => {
    const shop = openCookieShop()
    const [page] = await shop.openSignedIn()
    page!.tab.goOffline()
    await shop.world.run(page!.session.signOut())
    const again = shop.reload(page!)
    expect(await shop.world.run(again.session.ready())).toMatchObject({ status: 'signed-out' })
    await shop.world.until(() => shop.identity.countAlive() === 0, { limit: 5_000 })
    expect(shop.identity.refreshes).toBe(0)
  })

  test('nothing secret is at rest (invariant 9)', async () => {
    const shop = openCookieShop()
    await openBeside(shop, 2)
    const rows = shop.world
      .rows()
      .keys()
      .map((key) => shop.world.rows().get(key))
    expect(JSON.stringify([rows, [...shop.world.localStorage()]])).not.toMatch(/refresh-|eyJ|ann/)
  })
})
