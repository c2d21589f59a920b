import { expect, test } from 'vitest'
import { openServerShop, type ServerPage, type ServerShop, stateOf } from '../../test/openServerShop.ts'

/** The visitor signs in by a form of the server's, of which no tab is told. */
async function signInUnseen({ world }: ServerShop, { tab }: ServerPage, user: string): Promise<void> {
  const body = JSON.stringify({ user, password: user })
  await world.run(tab.platform.fetch('/auth/sign-in', { method: 'POST', body }))
}

test('a page rendered for somebody who signed in unseen asks the server, whose answer counts', async () => {
  const shop = openServerShop()
  const page = shop.open()
  await shop.world.run(page.session.ready())
  await signInUnseen(shop, page, 'ann')
  const next = shop.reload(page)
  next.session.seed({ user: { id: 'ann' } })
  next.session.start()
  await shop.world.advance(2_000)
  expect(stateOf(next)).toBe('signed-in ann')
})

test('a page rendered for another user than the row has asks the server (invariant 13)', async () => {
  const shop = openServerShop()
  const [page, other] = await shop.openSignedIn(2)
  await signInUnseen(shop, page as ServerPage, 'bob')
  const next = shop.reload(page as ServerPage)
  next.session.seed({ user: { id: 'bob' } })
  next.session.start()
  await shop.world.advance(2_000)
  expect([stateOf(next), stateOf(other as ServerPage)]).toEqual(['signed-in bob', 'signed-in bob'])
})

test('a page rendered for nobody where the row has somebody asks the server', async () => {
  const shop = openServerShop()
  const [page] = await shop.openSignedIn()
  shop.server.revoke('ann')
  const next = shop.reload(page as ServerPage)
  next.session.seed(null)
  next.session.start()
  await shop.world.advance(2_000)
  expect(stateOf(next)).toBe('signed-out rejected')
})

test('a page rendered for whom the row has asks nothing, nor does one that starts again (invariant 14)', async () => {
  const shop = openServerShop()
  const [page] = await shop.openSignedIn()
  const { length } = shop.world.requests
  const next = shop.reload(page as ServerPage)
  next.session.seed({ user: { id: 'ann' } })
  next.session.start()
  await shop.world.advance(2_000)
  next.session.stop()
  next.session.start()
  await shop.world.advance(2_000)
  expect([stateOf(next), shop.world.requests.length - length]).toEqual(['signed-in ann', 0])
})

test('a sign-out that is owed stands, whomever the page was rendered for (invariant 3)', async () => {
  const shop = openServerShop()
  const [page] = await shop.openSignedIn()
  shop.world.fault({ fault: { answer: { status: 503 } }, url: '/sign-out', times: 100 })
  await shop.world.settle((page as ServerPage).session.signOut())
  const next = shop.reload(page as ServerPage)
  next.session.seed({ user: { id: 'ann' } })
  next.session.start()
  await shop.world.advance(2_000)
  expect(next.session.getSnapshot().status).toBe('signed-out')
})
