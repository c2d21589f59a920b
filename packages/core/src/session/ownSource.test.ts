import { describe, expect, test, vi } from 'vitest'
import { openShop, type Page, type Shop, type User } from '../../test/openShop.ts'
import { HoldfastError } from '../HoldfastError.ts'
import type { Grant, Source } from '../source/Source.ts'

const grantOf = (count: number): Grant<User> => ({
  user: { id: 'ann' },
  lifetime: 600_000,
  tokens: { accessToken: `token${count}`, type: 'DPoP' },
})

/** A page whose source is `parts`, signed in. */
async function openWith(parts: Partial<Source<User, any>>): Promise<{ shop: Shop; page: Page }> {
  const shop = openShop()
  shop.world.serve('https://api.test', ({ headers }) =>
    Response.json(Object.fromEntries(headers), { status: headers.has('x-fail') ? 401 : 200 }),
  )
  let count = 0
  const source: Source<User, any> = {
    signIn: async () => grantOf(count++),
    refresh: async () => grantOf(count++),
    ...parts,
  }
  const page = shop.join(shop.world.openTab(), { source, origins: ['https://api.test'] })
  await shop.world.run(page.session.signIn({}))
  return { shop, page }
}
const sent = ({ session }: Page, init?: RequestInit): Promise<Record<string, string>> =>
  session.fetch('https://api.test/x', init).then((response) => response.json())

describe('attach', () => {
  test('by default writes the type and the token into the Authorization header', async () => {
    const { shop, page } = await openWith({})
    expect(await shop.world.run(sent(page))).toMatchObject({ authorization: 'DPoP token0' })
  })

  test('of the source replaces that', async () => {
    const attach: Source<User>['attach'] = async (request, { tokens }) => {
      request.headers.set('x-proof', `proof of ${tokens?.accessToken}`)
      return request
    }
    const { shop, page } = await openWith({ attach })
    const headers = await shop.world.run(sent(page))
    expect(headers).toMatchObject({ 'x-proof': 'proof of token0' })
    expect(headers).not.toHaveProperty('authorization')
  })

  test('a grant without tokens adds nothing, and getAccessToken says what to use (NO_TOKEN)', async () => {
    const { shop, page } = await openWith({ signIn: async () => ({ ...grantOf(0), tokens: null }) })
    expect(await shop.world.run(sent(page))).not.toHaveProperty('authorization')
    const refused = { code: 'NO_TOKEN', message: expect.stringContaining('session.fetch') }
    await expect(shop.world.run(page.session.getAccessToken())).rejects.toMatchObject(refused)
  })
})

describe('retry', () => {
  test('is asked once per call, and what it returns is sent instead', async () => {
    const retry = vi.fn<NonNullable<Source<User>['retry']>>(async (request, response) => {
      if (response.status !== 401) return null
      request.headers.delete('x-fail')
      request.headers.set('x-nonce', 'n1')
      return request
    })
    const { shop, page } = await openWith({ retry })
    const headers = await shop.world.run(sent(page, { headers: { 'x-fail': '1' } }))
    expect(headers).toMatchObject({ 'x-nonce': 'n1' })
    expect(headers).not.toHaveProperty('x-fail')
    expect(retry).toHaveBeenCalledOnce()
  })
})

describe('refresh of a source', () => {
  test.each([new Error('boom'), new TypeError('no network'), 'text', new HoldfastError('DISCOVERY_FAILED', 'No.')])(
    'that throws %s is tried again, and the session goes on (invariant 4)',
    async (thrown) => {
      let failures = 2
      const refresh = async (): Promise<Grant<User>> => {
        if (failures-- > 0) throw thrown
        return grantOf(9)
      }
      const { shop, page } = await openWith({ refresh })
      shop.world.sleep(600_000)
      expect(await shop.world.run(page.session.getAccessToken())).toBe('token9')
    },
  )

  test.each([null, undefined, {}, { user: { id: 'ann' }, lifetime: -1, tokens: null }])(
    'that returns %j keeps the old grant (invariant 4)',
    async (odd) => {
      const { shop, page } = await openWith({ refresh: async () => odd as never })
      await expect(shop.world.run(page.session.refresh())).rejects.toMatchObject({ code: 'ANSWER_INVALID' })
      expect(page.session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: 'ann' } })
    },
  )

  test('that never settles is given up after 10 s, and its signal aborted (invariant 8)', async () => {
    const signals: AbortSignal[] = []
    const refresh: Source<User>['refresh'] = (_, { signal }) => {
      signals.push(signal)
      return new Promise(() => {})
    }
    const { shop, page } = await openWith({ refresh })
    void page.session.refresh().catch(() => {})
    await shop.world.advance(10_500)
    expect(signals[0]?.aborted).toBe(true)
    expect(page.session.getSnapshot()).toMatchObject({ activity: 'waiting', error: { code: 'TIMEOUT' } })
  })

  test('REFRESH_REJECTED of the source ends the session', async () => {
    const refresh = async (): Promise<never> => {
      throw new HoldfastError('REFRESH_REJECTED', 'The device was blocked.')
    }
    const { shop, page } = await openWith({ refresh })
    await expect(shop.world.run(page.session.refresh())).rejects.toMatchObject({ code: 'REFRESH_REJECTED' })
    expect(page.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'rejected' })
  })
})

describe('sign-out of a source', () => {
  test('revokes first, then signs out with the options of the app: redirects come last', async () => {
    const revoke = vi.fn(async () => {})
    const signOut = vi.fn(async () => {})
    const { shop, page } = await openWith({ revoke, signOut })
    await shop.world.run(page.session.signOut({ everywhere: true, returnTo: '/bye' }))
    const grant = expect.objectContaining({ user: { id: 'ann' }, tokens: grantOf(0).tokens })
    expect(revoke).toHaveBeenCalledExactlyOnceWith(grant, expect.anything(), { everywhere: true })
    expect(signOut).toHaveBeenCalledExactlyOnceWith(grant, { everywhere: true, returnTo: '/bye' }, expect.anything())
    expect(revoke.mock.invocationCallOrder[0]).toBeLessThan(signOut.mock.invocationCallOrder[0] as number)
  })

  test('that keeps failing is remembered with its options, and told again (invariant 3)', async () => {
    let isDown = true
    const revoke = vi.fn(async () => {
      if (isDown) throw new TypeError('no network')
    })
    const signOut = vi.fn(async () => {})
    const { shop, page } = await openWith({ revoke, signOut })
    await shop.world.run(page.session.signOut({ everywhere: true }))
    expect(page.session.getSnapshot()).toMatchObject({ status: 'signed-out', error: { code: 'REVOKE_FAILED' } })
    expect(signOut).not.toHaveBeenCalled()
    isDown = false
    page.session.stop()
    page.session.start()
    await shop.world.until(() => signOut.mock.calls.length > 0, { limit: 5_000 })
    expect(signOut).toHaveBeenCalledExactlyOnceWith(expect.anything(), { everywhere: true }, expect.anything())
  })

  test('a source with nothing to revoke owes nothing', async () => {
    const { shop, page } = await openWith({})
    await shop.world.run(page.session.signOut())
    expect(shop.world.rows().get('session')).toMatchObject({ data: { owed: [] } })
  })
})
