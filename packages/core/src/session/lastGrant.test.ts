import { expect, test } from 'vitest'
import { ann, openShop } from '../../test/openShop.ts'
import { bearer } from '../source/bearer.ts'

const noRefresh = () =>
  bearer({
    signIn: async () => ({ access_token: 'opaque', expires_in: 600 }),
    refresh: async () => new Response('{}', { status: 400 }),
    user: () => ({ id: 'ann' }),
  })

test('without a refresh token the session lasts as long as the access token', async () => {
  const shop = openShop()
  const { session } = shop.join(shop.world.openTab(), { source: noRefresh() as never })
  await shop.world.run(session.signIn(ann))
  await shop.world.advance(570_000)
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-in' })
})

test('and a 401 of one endpoint does not end it', async () => {
  const shop = openShop()
  const { session } = shop.join(shop.world.openTab(), { source: noRefresh() as never })
  await shop.world.run(session.signIn(ann))
  await shop.world.run(session.fetch('/me'))
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-in' })
})
