import { createSessionServer, createWorld } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { bearer } from '../source/bearer.ts'
import type { Source } from '../source/Source.ts'
import { serverSession } from '../source/serverSession.ts'
import { createSession } from './createSession.ts'

const origins = ['https://api.shop.test', 'https://api.shop.test:8443']

/** What looks like the shop or its API at https://shop.test/, and is not; relative to that page. */
const elsewhere: readonly string[] = [
  '//evil.test/orders',
  '//evil.test',
  '///evil.test/orders',
  '////evil.test/orders',
  '\\\\evil.test/orders',
  '/\\evil.test/orders',
  '\\/evil.test/orders',
  '/\t/evil.test/orders',
  '/\n/evil.test/orders',
  '/\r/evil.test/orders',
  '\t//evil.test/orders',
  ' //evil.test/orders',
  '\u0000//evil.test/orders',
  '//evil.test\\@shop.test/orders',
  '//shop.test@evil.test/orders',
  '//shop.test:pw@evil.test/orders',
  '//shop.test%40evil.test/',
  'https:\\\\evil.test',
  'hTTps://evil.test/orders',
  'https://evil.test/https://shop.test/orders',
  'https://evil.test/?https://shop.test/',
  'https://evil.test/#https://shop.test/',
  'https://evil.test?@shop.test/',
  'https://evil.test#@shop.test/',
  'https://evil.test\\.shop.test/',
  'https://evil.test/.shop.test/',
  'https://shop.test.evil.test/orders',
  'https://shop.testevil.test/orders',
  'https://evilshop.test/orders',
  'https://shop.test@evil.test/orders',
  'https://shop.test:443@evil.test/orders',
  'https://shop.test%2f@evil.test/orders',
  'https://shop.test%00.evil.test/',
  'https://user:pw@evil.test/orders',
  'https://www.shop.test/orders',
  'https://shop.test./orders',
  'https://sub.api.shop.test/orders',
  'https://api.shop.test.evil.test/',
  'https://api.shop.test@evil.test/',
  'https://apixshop.test/orders',
  'https://api-shop.test/orders',
  'https://api.shop.test:444/orders',
  'https://api.shop.test:84430/orders',
  'https://api.shop.test:843/orders',
  'http://shop.test/orders',
  'http://shop.test:443/orders',
  'http://api.shop.test/orders',
  'http:\\\\shop.test/orders',
  'https://shop.test:8443/orders',
  'https://shop.test:80/orders',
  'https://shop.test:0443x/orders',
  'https://shop。test.evil.test/',
  'https://ѕhop.test/orders',
  'https://shop.tést/orders',
  'https://xn--hop-xmb.test/',
  'https://127.0.0.1/orders',
  'https://0x7f.1/orders',
  'https://2130706433/orders',
  'https://[::1]/orders',
  'https://localhost/orders',
  'ws://shop.test/orders',
  'ftp://shop.test/orders',
  'file:///etc/passwd',
  'data:text/plain,orders',
  'blob:https://evil.test/5f2c',
  'javascript:alert(1)//shop.test/',
  'about:blank',
  'filesystem:https://shop.test/temporary/x',
]

/** What is the shop or its API, however it is written. */
const own: readonly string[] = [
  '/orders',
  'orders',
  '?q',
  './a/../orders',
  '/orders?next=//evil.test/',
  '/%2f%2fevil.test/',
  '/.//evil.test',
  'https://shop.test:443/orders',
  'HTTPS://SHOP.TEST/orders',
  'https://ｓhop.test/orders',
  // Without a second slash these are paths of the page's own scheme.
  'https:/orders',
  'https:evil.test',
  'https:/evil.test',
]
const listed: readonly string[] = ['https://api.shop.test/orders', 'https://api.shop.test:8443/orders']

type Kind = 'bearer' | 'serverSession'

/** Signs in, and returns how a POST to `url` goes out. */
async function open(kind: Kind): Promise<(url: string) => Promise<Request | null>> {
  const world = createWorld()
  const { url: auth } = createSessionServer(world)
  const { platform } = world.openTab()
  const sources: Record<Kind, Source<{ id: string }, any>> = {
    bearer: bearer({
      signIn: async () => ({ access_token: 'secret-token', expires_in: 3_600 }),
      refresh: async () => ({ access_token: 'secret-token', expires_in: 3_600 }),
      user: () => ({ id: 'ada' }),
    }),
    serverSession: serverSession({
      probe: `${auth}/session`,
      signIn: `${auth}/sign-in`,
      signOut: `${auth}/sign-out`,
      user: ({ user }) => user,
      csrf: { header: 'x-csrf-token', token: () => 'secret-token' },
    }),
  }
  let sent: Request | null = null
  const session = createSession({
    source: sources[kind],
    origins,
    platform: Object.create(platform, {
      fetch: {
        value: async (input: RequestInfo | URL, init?: RequestInit) => {
          const url = new URL(input instanceof Request ? input.url : input, platform.base)
          if (url.pathname.startsWith('/auth')) return platform.fetch(input, init)
          // A browser refuses a name and a password in a URL; a request cannot be made of them here.
          sent = input instanceof Request ? input : new Request(url.href.replace(/\/\/[^/]*@/, '//'), init)
          return new Response()
        },
      },
    }),
  })
  await world.run(session.signIn({ user: 'ada', password: 'ada' }))
  return async (url) => {
    sent = null
    await world.run(session.fetch(url, { method: 'POST' }).catch(() => {}))
    return sent
  }
}
const secretsOf = (request: Request | null): string => JSON.stringify([...(request?.headers ?? [])])

describe.each<Kind>(['bearer', 'serverSession'])('%s', (kind) => {
  test('sends nothing to what only looks like the shop (invariant 9)', async () => {
    const send = await open(kind)
    expect(elsewhere.length).toBeGreaterThanOrEqual(60)
    for (const url of elsewhere) {
      const request = await send(url)
      expect([url, secretsOf(request)]).toEqual([url, expect.not.stringContaining('secret-token')])
      expect([url, request?.credentials ?? 'same-origin']).toEqual([url, 'same-origin'])
    }
  })

  test('sends to the shop, however it is written', async () => {
    const send = await open(kind)
    for (const url of own)
      expect([url, secretsOf(await send(url))]).toEqual([url, expect.stringContaining('secret-token')])
  })

  test('of what is listed, the API has the credential, and no token that is meant for the own origin', async () => {
    const send = await open(kind)
    for (const url of listed) {
      const request = await send(url)
      const hasToken = secretsOf(request).includes('secret-token')
      expect([url, hasToken, request?.credentials]).toEqual(
        kind === 'bearer' ? [url, true, 'same-origin'] : [url, false, 'include'],
      )
    }
  })
})
