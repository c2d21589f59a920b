import { expect, test, vi } from 'vitest'
import { openShop, type User } from '../../test/openShop.ts'
import type { Grant, Source } from '../source/Source.ts'

const grantOf = (id: string): Grant<User> => ({ user: { id }, lifetime: 600_000, tokens: { accessToken: `t-${id}` } })

test('a prerendered page finishes its redirect when it is shown, though the app asked before', async () => {
  const shop = openShop()
  const tab = shop.world.openTab({ isPrerendering: true })
  const source: Source<User, any> = {
    signIn: vi.fn(),
    refresh: vi.fn(),
    revoke: async () => {},
    resume: async () => ({ grant: grantOf('ann'), returnTo: '/x' }),
  }
  const { session } = shop.join(tab, { source })
  const call = session.resume().catch(({ code }) => code)
  await shop.world.advance(20_000)
  tab.activate()
  await shop.world.advance(2_000)
  void call
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-in' })
})

test('resume() brings nothing back as long as a sign-out is owed (invariant 3)', async () => {
  const shop = openShop()
  const tab = shop.world.openTab()
  const revoke = vi.fn(async () => {
    throw new TypeError('no network')
  })
  const source = { signIn: vi.fn(), refresh: vi.fn(), revoke } as unknown as Source<User, any>
  const page = shop.join(tab, { source })
  await shop.world.run(page.session.adopt(grantOf('ann')))
  await shop.world.run(page.session.signOut())
  page.session.stop()
  const resume = vi.fn(async () => ({ grant: grantOf('ann'), returnTo: null }))
  const again = shop.join(tab, { source: { ...source, resume } })
  await shop.world.run(again.session.resume().catch(() => {}))
  expect(resume).not.toHaveBeenCalled()
})
