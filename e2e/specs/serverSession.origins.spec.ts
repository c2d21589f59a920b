import type { Page } from '@playwright/test'
import { eventually } from '../fixtures/eventually.ts'
import type { Heard, Origins } from '../fixtures/openOrigins.ts'
import { openOrigins } from '../fixtures/openOrigins.ts'
import { test as base, expect } from '../fixtures/test.ts'

const header = 'x-csrf-token'

const test = base.extend<{ readonly origins: Origins; readonly home: Page }>({
  origins: async ({ shop }, use) => {
    const script = await fetch(`${shop.url}/holdfast.min.js`)
    const origins = await openOrigins(await script.text())
    await use(origins)
    await origins.close()
  },
  home: async ({ context, origins }, use) => {
    const page = await context.newPage()
    await page.goto(origins.home)
    await page.evaluate(async (name) => {
      const { createSession, serverSession } = Holdfast
      const source = serverSession({
        probe: '/session',
        signIn: '/sign-in',
        signOut: '/sign-out',
        user: ({ user }) => user,
        csrf: { header: name, token: () => 'against-csrf' },
      })
      globalThis.session = createSession({ source }) as unknown as ShopSession
      await session.ready()
    }, header)
    await use(page)
  },
})

/** Resolves with the answer's status, or with what the call failed with. */
const post = (page: Page, url: string): Promise<number | string> =>
  page.evaluate(
    (to) =>
      session.fetch(to, { method: 'POST' }).then(
        ({ status }) => status,
        ({ code, name }) => code ?? name,
      ),
    url,
  )

const secretsOf = (heard: readonly Heard[]): readonly string[] =>
  heard.flatMap(({ path, headers }) =>
    [header, 'cookie', 'authorization'].filter((name) => headers[name] !== undefined).map((name) => `${path} ${name}`),
  )

test('a token against CSRF does not follow a redirect to another origin (invariant 9)', async ({ origins, home }) => {
  for (const status of [307, 308]) {
    const to = encodeURIComponent(`${origins.away}/taken`)
    expect(await post(home, `/moved?status=${status}&to=${to}`)).toBe('UNTRUSTED_ORIGIN')
  }

  expect(origins.heardAtHome.filter(({ path }) => path.startsWith('/moved')).map(({ headers }) => headers)).toEqual([
    expect.objectContaining({ [header]: 'against-csrf', cookie: 'id=1' }),
    expect.objectContaining({ [header]: 'against-csrf', cookie: 'id=1' }),
  ])
  expect(origins.heardAway).toEqual([])

  // What browsers do by themselves: it is they who carry it along.
  await home.evaluate(([url, name]) => fetch(url, { method: 'POST', headers: { [name]: 'by hand' } }), [
    `/moved?status=307&to=${encodeURIComponent(`${origins.away}/taken`)}`,
    header,
  ] as const)
  expect(secretsOf(origins.heardAway)).toEqual([`/taken ${header}`])
})

test('an address that only looks like one of the page gets no token and no cookie (invariant 9)', async ({
  origins,
  home,
}) => {
  const { host, port } = new URL(origins.away)
  const { host: own } = new URL(origins.home)
  const addresses = [
    `//${host}/protocol-relative`,
    `/\\${host}/backslash`,
    `\\\\${host}/backslashes`,
    `/\t/${host}/tab`,
    ` \n//${host}/spaces`,
    `http:\\\\${host}/scheme-and-backslashes`,
    `HTTP://LOCALHOST:${port}/capitals`,
    `http://127.0.0.1:${port}/other-port`,
    `http://${own}@${host}/own-host-as-a-name`,
    `//${own}@${host}/own-host-as-a-name`,
  ]

  const outcomes = await Promise.all(addresses.map((address) => post(home, address)))

  // Browsers send nothing at all to an address with a name in it.
  expect(outcomes).toEqual([...addresses.slice(0, -2).map(() => 200), 'TypeError', 'TypeError'])
  const arrived = () =>
    new Set(origins.heardAway.filter(({ method }) => method === 'POST').map(({ path }) => path)).size
  await eventually(arrived).toBe(addresses.length - 2)
  expect(secretsOf(origins.heardAway)).toEqual([])
  expect(await post(home, `http://${own.toUpperCase()}/./own`)).toBe(204)
  expect(secretsOf(origins.heardAtHome.filter(({ path }) => path === '/own'))).toEqual([
    `/own ${header}`,
    '/own cookie',
  ])
})
