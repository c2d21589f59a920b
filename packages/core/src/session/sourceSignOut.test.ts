import { expect, test, vi } from 'vitest'
import { openShop, type User } from '../../test/openShop.ts'
import type { Grant, Source } from '../source/Source.ts'

const grantOf = (id: string): Grant<User> => ({ user: { id }, lifetime: 600_000, tokens: { accessToken: `t-${id}` } })

test("a source's signOut is not called for a session that a sign-in replaced: that one is revoked", async () => {
  const shop = openShop()
  const signOut = vi.fn(async () => {})
  const revoke = vi.fn(async () => {})
  const source: Source<User, any> = { signIn: async (id) => grantOf(id), refresh: vi.fn(), revoke, signOut }
  const { session } = shop.join(shop.world.openTab(), { source })
  await shop.world.run(session.signIn('ann'))
  await shop.world.run(session.signIn('bob'))
  await shop.world.advance(1_000)
  expect(revoke).toHaveBeenCalledOnce()
  expect(signOut).not.toHaveBeenCalled()
})

test('nor for a grant that came too late', async () => {
  const shop = openShop()
  const signOut = vi.fn(async () => {})
  const source: Source<User, any> = {
    signIn: async (id) => grantOf(id),
    refresh: async () => {
      await new Promise<void>((go) => shop.world.after(500, go))
      return grantOf('ann')
    },
    revoke: async () => {},
    signOut,
  }
  const { session } = shop.join(shop.world.openTab(), { source })
  await shop.world.run(session.signIn('ann'))
  void session.refresh().catch(() => {})
  await shop.world.advance(100)
  await shop.world.run(session.signOut())
  await shop.world.advance(2_000)
  expect(signOut).toHaveBeenCalledOnce()
})

test('nor again at the next load, where it led away from the page', async () => {
  const shop = openShop()
  let redirects = 0
  let tab = shop.world.openTab()
  const source = (): Source<User, any> => {
    const mine = tab
    return {
      signIn: async (id) => grantOf(id),
      refresh: vi.fn(),
      revoke: async () => {},
      signOut: () => {
        redirects++
        mine.close()
        return new Promise(() => {})
      },
    }
  }
  let page = shop.join(tab, { source: source() })
  await shop.world.run(page.session.signIn('ann'))
  void page.session.signOut()
  await shop.world.advance(1_000)
  for (let n = 0; n < 3; n++) {
    tab = shop.world.openTab()
    page = shop.join(tab, { source: source() })
    page.session.start()
    await shop.world.advance(2_000)
  }
  expect(redirects).toBe(1)
})
