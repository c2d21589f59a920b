import { expect, test } from 'vitest'
import { ann, openShop } from '../../test/openShop.ts'
import { bearer } from '../source/bearer.ts'

const noRefresh = () =>
  bearer({
    signIn: async () => ({ access_token: 'opaque', expires_in: 600 }),
    refresh: async () => new Response('{}', { status: 400 }),
    user: () => ({ id: 'ann' }),
  })

test.each([-50, -5_000, -30_000, -86_400_000])(
  'C1 a clock set back %i ms does not end a session that cannot be refreshed (invariant 12)',
  async (step) => {
    const shop = openShop()
    const { session } = shop.join(shop.world.openTab(), { source: noRefresh() as never })
    await shop.world.run(session.signIn(ann))
    shop.world.stepClock(step)
    await shop.world.run(session.getAccessToken().catch(() => {}))
    await shop.world.advance(5_000)
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in' })
  },
)

test('bearer({ url: "" }) speaks to the root', () => {
  expect(() => bearer({ url: '' })).not.toThrow()
})
