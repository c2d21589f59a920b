import { describe, expect, test } from 'vitest'
import { openServerShop, type ServerPage, type ServerShop, stateOf, statesOf } from '../../test/openServerShop.ts'

const MINUTE = 60_000
const bob = { user: 'bob', password: 'bob' }

/** Opens a page for a visitor of whom the row knows that nobody is signed in. */
async function openGuest(shop: ServerShop): Promise<ServerPage> {
  const page = shop.open()
  await shop.world.run(page.session.ready())
  return page
}

describe('a sign-in at a server that keeps the session', () => {
  test('shows in every tab, and a sign-out too (invariants 3, 6)', async () => {
    const shop = openServerShop()
    const pages = await shop.openSignedIn(10)
    expect(shop.server.liveUsers()).toEqual(['ann'])
    await shop.world.run((pages[3] as ServerPage).session.signOut())
    await shop.world.until(() => pages.every(({ session }) => session.getSnapshot().status === 'signed-out'))
    expect(shop.server.liveUsers()).toEqual([])
    expect(statesOf(pages)).toEqual(['signed-out elsewhere', 'signed-out signed-out'])
  })

  test('of another user switches every tab (invariant 13)', async () => {
    const shop = openServerShop()
    const pages = await shop.openSignedIn(3)
    await shop.world.run((pages[2] as ServerPage).session.signIn(bob))
    await shop.world.until(() => pages.every(({ session }) => session.getSnapshot().user?.id === 'bob'))
    expect(shop.server.liveUsers()).toEqual(['bob'])
  })

  test('with the wrong password leaves everybody as they were', async () => {
    const shop = openServerShop()
    const page = await openGuest(shop)
    const failed = await shop.world.settle(page.session.signIn({ user: 'ann', password: 'bob' }))
    expect(failed).toMatchObject({ reason: { code: 'SIGN_IN_REJECTED' } })
    expect(stateOf(page)).toBe('signed-out none')
  })

  test('made unseen is found by refresh()', async () => {
    const shop = openServerShop()
    const page = await openGuest(shop)
    const unseen = await shop.world.settle(page.session.refresh())
    expect(unseen).toMatchObject({ reason: { code: 'SIGNED_OUT' } })
    expect(page.session.getSnapshot().error).toBeNull()
    const body = JSON.stringify({ user: 'ann', password: 'ann' })
    await shop.world.run(page.tab.platform.fetch('/auth/sign-in', { method: 'POST', body }))
    await shop.world.run(page.session.refresh())
    expect(stateOf(page)).toBe('signed-in ann')
  })

  test('that led to another page is found on the page it comes back to', async () => {
    let isReturning = false
    const shop = openServerShop({ source: { isReturning: () => isReturning } })
    const page = await openGuest(shop)
    const body = JSON.stringify({ user: 'ann', password: 'ann' })
    await shop.world.run(page.tab.platform.fetch('/auth/sign-in', { method: 'POST', body }))
    isReturning = true
    const back = shop.reload(page)
    await shop.world.run(back.session.resume())
    expect(stateOf(back)).toBe('signed-in ann')
  })
})

describe('what the server says of the time that is left', () => {
  test('one renewal an interval for ten tabs that are in use, none for those that are not', async () => {
    const shop = openServerShop()
    const pages = await shop.openSignedIn(10)
    for (let minute = 0; minute < 60; minute++) {
      for (const { tab } of pages) tab.input()
      await shop.world.advance(MINUTE)
    }
    // A quarter of 30 minutes, and up to a minute until somebody touches the page again.
    expect(shop.server.count('renew')).toBeGreaterThanOrEqual(6)
    expect(shop.server.count('renew')).toBeLessThanOrEqual(8)
    const renewals = shop.server.count('renew')
    await shop.world.advance(25 * MINUTE)
    expect(shop.server.count('renew') - renewals).toBeLessThanOrEqual(1)
    expect(statesOf(pages)).toEqual(['signed-in ann'])
  })

  test('a focus, a message and a minute that passes ask nothing (invariant 14)', async () => {
    const shop = openServerShop()
    const pages = await shop.openSignedIn(3)
    const { length } = shop.world.requests
    for (const { tab } of pages) {
      tab.hide()
      await shop.world.advance(MINUTE)
      tab.show()
    }
    await shop.world.advance(MINUTE)
    expect(shop.world.requests.length).toBe(length)
  })

  test('ends an unused session in every tab when the server says that it is over, after a warning', async () => {
    const shop = openServerShop()
    const pages = await shop.openSignedIn(3)
    const warned: string[] = []
    pages[1]?.session.on('expiring', ({ cause }) => warned.push(cause))
    await shop.world.advance(29 * MINUTE + 30_000)
    expect(warned).toEqual(['server'])
    expect(statesOf(pages)).toEqual(['signed-in ann'])
    await shop.world.advance(MINUTE)
    expect(statesOf(pages)).toEqual(['signed-out rejected'])
  })

  test('the warning is answered by extend() in one tab for all', async () => {
    const shop = openServerShop()
    const pages = await shop.openSignedIn(3)
    await shop.world.advance(29 * MINUTE + 30_000)
    await shop.world.run((pages[2] as ServerPage).session.extend())
    expect(pages[2]?.session.expiry.getSnapshot().isExpiring).toBe(false)
    await shop.world.until(() => pages.every(({ session }) => !session.expiry.getSnapshot().isExpiring))
    await shop.world.advance(20 * MINUTE)
    expect([shop.server.count('renew'), ...statesOf(pages)]).toEqual([1, 'signed-in ann'])
  })

  test('goes by the requests of the app that put the end off unseen', async () => {
    const shop = openServerShop({ source: { renew: undefined as never } })
    const [page] = await shop.openSignedIn()
    for (let minute = 0; minute < 60; minute++) {
      await shop.world.run((page as ServerPage).session.fetch('/orders'))
      await shop.world.advance(MINUTE)
    }
    expect(stateOf(page as ServerPage)).toBe('signed-in ann')
    expect(shop.server.count('session')).toBeLessThan(5)
  })

  test('is used up: a request near the end asks for nothing first (invariant 7)', async () => {
    const shop = openServerShop()
    const [page] = await shop.openSignedIn()
    await shop.world.advance(29 * MINUTE + 50_000)
    const { length } = shop.world.requests
    await shop.world.run((page as ServerPage).session.fetch('/orders'))
    expect(shop.world.requests.length - length).toBe(1)
  })

  test('a renewal that is refused ends nothing: the probe decides (invariant 4)', async () => {
    const shop = openServerShop()
    const [page] = await shop.openSignedIn()
    shop.world.fault({ fault: { answer: { status: 403, body: '{}' } }, url: '/renew', times: 50 })
    page?.tab.input()
    await shop.world.advance(20 * MINUTE)
    expect(stateOf(page as ServerPage)).toBe('signed-in ann')
  })
})

describe('a session that the server has ended', () => {
  test('is noticed at the next request, and shown in every tab with its reason', async () => {
    const shop = openServerShop()
    const pages = await shop.openSignedIn(10)
    shop.server.revoke('ann')
    const { length } = shop.world.requests
    expect((await shop.world.run((pages[4] as ServerPage).session.fetch('/orders'))).status).toBe(401)
    await shop.world.until(() => pages.every(({ session }) => session.getSnapshot().status === 'signed-out'))
    expect(statesOf(pages)).toEqual(['signed-out rejected'])
    expect(shop.world.requests.length - length).toBe(2)
  })

  test('a store that is down is not a sign-out: waiting, and on when it is back (invariant 4)', async () => {
    const shop = openServerShop()
    const pages = await shop.openSignedIn(3)
    const end = shop.world.fault({ fault: { answer: { status: 503 } }, times: 1_000 })
    await shop.world.advance(31 * MINUTE)
    expect(statesOf(pages)).toEqual(['signed-in ann'])
    expect(pages.map(({ session }) => session.getSnapshot().activity)).toContain('waiting')
    end()
    await shop.world.run((pages[0] as ServerPage).session.signIn({ user: 'ann', password: 'ann' }))
    expect(statesOf(pages)).toEqual(['signed-in ann'])
  })

  test('a sign-out aborts what is in flight first, and names everybody to be ended (invariant 3)', async () => {
    const shop = openServerShop()
    const [page, other] = await shop.openSignedIn(2)
    shop.world.fault({ fault: { delay: 5_000 }, url: '/orders' })
    const late = (other as ServerPage).session.fetch('/orders').catch((error) => error.name)
    await shop.world.advance(200)
    await shop.world.run((page as ServerPage).session.signOut({ everywhere: true }))
    expect(await shop.world.run(late)).toBe('AbortError')
    expect(shop.world.requests.find(({ url }) => url.endsWith('sign-out'))?.body).toBe('{"everywhere":true}')
  })

  test('a sign-out made offline is told by the cookie at the next start, before anybody is restored (invariant 3)', async () => {
    const shop = openServerShop()
    const [page] = await shop.openSignedIn()
    page?.tab.goOffline()
    await shop.world.run((page as ServerPage).session.signOut().catch(() => {}))
    const again = shop.reload(page as ServerPage)
    expect(await shop.world.run(again.session.ready())).toMatchObject({ reason: 'signed-out' })
    await shop.world.until(() => shop.server.liveUsers().length === 0)
  })

  test('has no token to hand out, and says what to use', async () => {
    const shop = openServerShop()
    const [page] = await shop.openSignedIn()
    const failed = await shop.world.settle((page as ServerPage).session.getAccessToken())
    expect(failed).toMatchObject({ reason: { code: 'NO_TOKEN', message: expect.stringContaining('session.fetch') } })
  })
})
