import { describe, expect, test } from 'vitest'
import { openServerShop, type ServerPage, type ServerShop, stateOf, statesOf } from '../../test/openServerShop.ts'

/** The browser forgets, but for the cookie. */
function loseRows({ world }: ServerShop): void {
  for (const key of world.rows().keys()) world.rows().delete(key)
}

describe('a start with a server that keeps the session', () => {
  test('asks once on the first load ever, and no more for a guest', async () => {
    const shop = openServerShop()
    const page = shop.open()
    const heard = new Set<string>()
    page.session.subscribe(() => heard.add(stateOf(page)))
    expect(await shop.world.run(page.session.ready())).toMatchObject({ reason: 'none' })
    await shop.world.advance(1_000)
    expect(page.session.getSnapshot()).toMatchObject({ activity: 'idle', error: null })
    expect([...heard]).toEqual(['loading null', 'signed-out none'])
    await shop.world.run(shop.reload(page).session.ready())
    await shop.world.run(shop.open().session.ready())
    expect(shop.server.count('session')).toBe(1)
  })

  test('ten tabs of a first visit ask once for all (invariant 1)', async () => {
    const shop = openServerShop()
    const pages = Array.from({ length: 10 }, shop.open)
    await shop.world.run(Promise.all(pages.map(({ session }) => session.ready())))
    expect([shop.server.count('session'), ...statesOf(pages)]).toEqual([1, 'signed-out none'])
  })

  test('finds whoever the server knows although the browser has lost its row, without an event', async () => {
    const shop = openServerShop()
    const [page] = await shop.openSignedIn()
    loseRows(shop)
    const again = shop.reload(page as ServerPage)
    const heard: string[] = []
    for (const event of ['signed-in', 'signed-out', 'user-changed'] as const)
      again.session.on(event, () => heard.push(event))
    expect(await shop.world.run(again.session.ready())).toMatchObject({ status: 'signed-in', user: { id: 'ann' } })
    expect(heard).toEqual([])
  })

  test('a restore asks nobody (invariant 7)', async () => {
    const shop = openServerShop()
    const [page] = await shop.openSignedIn()
    const asked = shop.server.count('session')
    const again = shop.reload(page as ServerPage)
    expect(await shop.world.run(again.session.ready())).toMatchObject({ user: { id: 'ann' } })
    expect(shop.server.count('session')).toBe(asked)
  })

  test('that cannot ask is loading and waiting, never signed out (invariant 4)', async () => {
    const shop = openServerShop()
    shop.world.fault({ fault: { answer: { status: 503 } }, url: '/session', times: 3 })
    const page = shop.open()
    page.session.start()
    await shop.world.until(() => page.session.getSnapshot().activity === 'waiting')
    expect(page.session.getSnapshot()).toMatchObject({ status: 'loading', error: { code: 'SERVER_UNAVAILABLE' } })
    expect(await shop.world.run(page.session.ready({ timeout: 60_000 }))).toMatchObject({ reason: 'none' })
  })

  test('shows whom the page was rendered for until the server has answered (invariant 14)', async () => {
    const shop = openServerShop()
    const [first] = await shop.openSignedIn()
    loseRows(shop)
    const page = shop.reload(first as ServerPage)
    page.session.seed({ user: { id: 'ann' } })
    const seen = new Set<string>()
    page.session.subscribe(() => seen.add(stateOf(page)))
    await shop.world.advance(5_000)
    expect([...seen, stateOf(page)]).toEqual(['signed-in ann', 'signed-in ann'])
  })

  test('a page rendered for nobody asks nobody', async () => {
    const shop = openServerShop()
    const page = shop.open()
    page.session.seed(null)
    await shop.world.run(page.session.ready())
    await shop.world.advance(5_000)
    expect([stateOf(page), shop.server.count('session')]).toEqual(['signed-out none', 0])
  })

  test('a request of a guest that waits for the answer goes out when it is there', async () => {
    const shop = openServerShop()
    const page = shop.open()
    const response = await shop.world.run(page.session.fetch('/catalogue'))
    expect(response.status).toBe(401)
    expect(stateOf(page)).toBe('signed-out none')
  })
})
