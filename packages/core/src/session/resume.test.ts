import { describe, expect, test, vi } from 'vitest'
import { openShop, type Page, type Shop, type User } from '../../test/openShop.ts'
import { HoldfastError } from '../HoldfastError.ts'
import type { Grant, Source } from '../source/Source.ts'

const grant: Grant<User> = { user: { id: 'ann' }, lifetime: 600_000, tokens: { accessToken: 'resumed' } }
type Resumed = Awaited<ReturnType<NonNullable<Source<User>['resume']>>>

/** A page to which a redirect has come back with `result`, if there is one. */
function openRedirected(result: () => Promise<Resumed>): { shop: Shop; page: Page; resume: ReturnType<typeof vi.fn> } {
  const shop = openShop()
  const resume = vi.fn(result)
  const source = { signIn: vi.fn(), refresh: vi.fn(), revoke: vi.fn(), resume } as unknown as Source<User, any>
  return { shop, page: shop.join(shop.world.openTab(), { source }), resume }
}

describe('a redirect that came back', () => {
  test('is finished by the start, and tells the router where to go', async () => {
    const { shop, page } = openRedirected(async () => ({ grant, returnTo: '/orders' }))
    expect(await shop.world.run(page.session.resume())).toEqual({ returnTo: '/orders' })
    expect(page.session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: 'ann' } })
    expect(await shop.world.run(page.session.getAccessToken())).toBe('resumed')
  })

  test('is finished once, however often it is asked for: everybody gets the same answer', async () => {
    const { shop, page, resume } = openRedirected(async () => ({ grant, returnTo: '/orders' }))
    const all = [page.session.resume(), page.session.resume()]
    await shop.world.run(page.session.ready())
    expect(await shop.world.run(Promise.all([...all, page.session.resume()]))).toEqual(
      Array.from({ length: 3 }, () => ({ returnTo: '/orders' })),
    )
    expect(resume).toHaveBeenCalledOnce()
  })

  test('that was none changes nothing', async () => {
    const { shop, page } = openRedirected(async () => null)
    expect(await shop.world.run(page.session.resume())).toEqual({ returnTo: null })
    expect(await shop.world.run(page.session.ready())).toMatchObject({
      status: 'signed-out',
      reason: 'none',
      error: null,
    })
  })

  test('that was forged is refused with its error, to the page and in the snapshot', async () => {
    const forged = new HoldfastError('STATE_MISMATCH', 'The answer is not for this browser.')
    const { shop, page } = openRedirected(async () => {
      throw forged
    })
    await expect(shop.world.run(page.session.resume())).rejects.toBe(forged)
    expect(page.session.getSnapshot()).toMatchObject({ status: 'signed-out', error: { code: 'STATE_MISMATCH' } })
  })

  test('waits until what is owed has been delivered (invariant 3)', async () => {
    const shop = openShop()
    const tab = shop.world.openTab()
    const revoke = vi.fn(async () => {
      throw new TypeError('no network')
    })
    const source = { signIn: vi.fn(), refresh: vi.fn(), revoke } as unknown as Source<User, any>
    const page = shop.join(tab, { source })
    await shop.world.run(page.session.adopt(grant))
    await shop.world.run(page.session.signOut())
    page.session.stop()
    const resume = vi.fn(async () => ({ grant, returnTo: null }))
    const again = shop.join(tab, { source: { ...source, resume } })
    await shop.world.run(again.session.ready())
    await shop.world.advance(5_000)
    expect(revoke.mock.calls.length).toBeGreaterThan(1)
    expect(resume).not.toHaveBeenCalled()
    expect(again.session.getSnapshot()).toMatchObject({ status: 'signed-out', error: { code: 'REVOKE_FAILED' } })
  })
})

test('a source without redirects has nothing to resume', async () => {
  const { world, open } = openShop()
  expect(await world.run(open().session.resume())).toEqual({ returnTo: null })
})

test('a sign-in begun by hand meanwhile wins over one that comes back late (invariant 13)', async () => {
  const { shop, page } = openRedirected(async () => {
    await new Promise<void>((go) => shop.world.after(1_000, go))
    return { grant, returnTo: null }
  })
  const outcome = page.session.resume().catch((error: unknown) => error)
  const other = shop.join(shop.world.openTab(), { source: { signIn: vi.fn(), refresh: vi.fn() } as never })
  await shop.world.run(other.session.adopt({ ...grant, user: { id: 'bob' } }))
  expect(await shop.world.run(outcome)).toMatchObject({ code: 'SUPERSEDED' })
  expect(page.session.getSnapshot()).toMatchObject({ user: { id: 'bob' } })
})
