import { type OpenRecipe, openRecipe, type RecipeName } from '@holdfast/demo/recipes'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { eventually } from '../fixtures/eventually.ts'
import { whoAreThey, whoIs } from '../fixtures/readSession.ts'

/** What differs between recipes: their forms, and where a request needs somebody. */
interface Recipe {
  readonly name: RecipeName
  signIn(page: Page, password: string): Promise<string>
  /** Which cookie is the session's. */
  readonly cookie: string
  /** Answered to those who are signed in; refused to all others by 401. */
  readonly guarded: { readonly path: string; readonly headers?: Record<string, string> }
  readonly user: { readonly id: unknown; readonly name?: string }
  /** How long the server keeps the session, in hours, and by which request it is asked to keep it longer. */
  readonly sliding?: readonly [hours: number, renewal: string]
}

const password = 'anchor-line-7'

/** Signs in by the session itself; resolves with what came of it. */
const bySession =
  (toInput: (password: string) => object) =>
  (page: Page, typed: string): Promise<string> =>
    page.evaluate(
      (input) =>
        session.signIn(input as never).then(
          () => 'signed in',
          ({ code }) => code,
        ),
      toInput(typed),
    )

const recipes: readonly Recipe[] = [
  {
    name: 'express-session',
    signIn: bySession((pass) => ({ user: 'ann', pass })),
    cookie: 'connect.sid',
    guarded: { path: '/session' },
    user: { id: 'ann' },
  },
  {
    name: 'better-auth',
    signIn: bySession((typed) => ({ email: 'ann@example.com', password: typed })),
    cookie: 'better-auth.session_token',
    guarded: { path: '/api/auth/list-sessions' },
    user: { id: expect.any(String), name: 'Ann Archer' },
    sliding: [7 * 24, '/api/auth/get-session'],
  },
  {
    name: 'bff',
    async signIn(page, typed) {
      await page.evaluate(() => void session.signIn({} as never).catch(() => {}))
      await page.getByLabel('Name').fill('ann')
      await page.getByLabel('Password').fill(typed)
      await page.getByRole('button').click()
      await page.waitForLoadState()
      if (await page.getByRole('alert').count()) {
        await page.goto(new URL('/recipe', page.url()).href)
        await page.evaluate(() => session.ready())
        return 'SIGN_IN_REJECTED'
      }
      await page.evaluate(() => session.ready())
      return 'signed in'
    },
    cookie: 'bff',
    guarded: { path: '/api/orders', headers: { 'x-csrf': '1' } },
    user: { id: 'ann', name: 'Ann Archer' },
    sliding: [8, '/bff/user'],
  },
]

for (const { name, signIn, cookie, guarded, user, sliding } of recipes)
  test.describe(name, () => {
    let recipe: OpenRecipe
    test.describe.configure({ mode: 'default' })
    test.beforeAll(async () => {
      recipe = await openRecipe(name)
    })
    test.afterAll(() => recipe?.close())

    async function openTab(context: BrowserContext): Promise<Page> {
      const page = await context.newPage()
      await page.goto(`${recipe.url}/recipe`)
      await page.evaluate(() => session.ready())
      return page
    }

    const readUser = (page: Page) => page.evaluate(() => session.getSnapshot().user)
    const fetchGuarded = (page: Page) =>
      page.evaluate(async ({ path, headers = {} }) => (await session.fetch(path, { headers })).status, guarded)

    /** What the server says to whoever sends that cookie. */
    async function tryCookie(value: string): Promise<number> {
      const headers = { ...guarded.headers, cookie: `${cookie}=${value}` }
      return (await fetch(recipe.url + guarded.path, { headers })).status
    }

    const readCookie = async (context: BrowserContext): Promise<string> =>
      (await context.cookies()).find((found) => found.name === cookie)?.value ?? ''

    test('a wrong password is refused, the right one signs in, in every tab and after a reload', async ({
      context,
    }) => {
      const [tab, other] = [await openTab(context), await openTab(context)]

      expect(await signIn(tab, 'wrong')).toBe('SIGN_IN_REJECTED')
      expect(await whoAreThey([tab, other])).toEqual(['none', 'none'])
      expect(await signIn(tab, password)).toBe('signed in')

      expect(await readUser(tab)).toMatchObject(user)
      await eventually(() => readUser(other)).toMatchObject(user)
      await tab.reload()
      await tab.evaluate(() => session.ready())
      expect(await readUser(tab)).toMatchObject(user)
      expect(await readUser(await openTab(context))).toMatchObject(user)
      expect(await fetchGuarded(tab)).toBe(200)
    })

    test('a sign-out ends it at the server and in the other tab', async ({ context }) => {
      const tab = await openTab(context)
      expect(await signIn(tab, password)).toBe('signed in')
      const other = await openTab(context)
      const value = await readCookie(context)
      expect(await tryCookie(value)).toBe(200)

      await other.evaluate(() => session.signOut())

      expect(await whoIs(other)).toBe('signed-out')
      await eventually(() => whoIs(tab)).toBe('elsewhere')
      expect([await tryCookie(value), await fetchGuarded(tab)]).toEqual([401, 401])
      await tab.reload()
      await tab.evaluate(() => session.ready())
      expect(await readUser(tab)).toBeNull()
    })

    test('an end at the server is noticed at the next request, and shown in every tab with its reason', async ({
      context,
    }) => {
      const tab = await openTab(context)
      expect(await signIn(tab, password)).toBe('signed in')
      const other = await openTab(context)
      expect(await readUser(other)).toMatchObject(user)

      recipe.endSessions()

      expect(await fetchGuarded(tab)).toBe(401)
      await eventually(() => whoAreThey([tab, other])).toEqual(['rejected', 'rejected'])
    })

    test(`the end is ${sliding ? 'known, and put off where somebody stays' : 'not known'}`, async ({ context }) => {
      const tab = await openTab(context)
      expect(await signIn(tab, password)).toBe('signed in')
      const endsAt = await tab.evaluate(() => session.expiry.getSnapshot().endsAt)
      const hours = endsAt && Math.round((endsAt - Date.now()) / 360_000) / 10
      expect(hours).toBe(sliding?.[0] ?? null)
      const sent: string[] = []
      tab.on('request', (request) => sent.push(request.url().slice(recipe.url.length)))

      await tab.evaluate(() => session.extend())

      expect(sent).toEqual(sliding ? [sliding[1]] : [])
    })

    test('a cookie that is gone is noticed at the next request, not before', async ({ context }) => {
      const tab = await openTab(context)
      expect(await signIn(tab, password)).toBe('signed in')
      await context.clearCookies()

      await tab.reload()
      await tab.evaluate(() => session.ready())
      expect(await readUser(tab)).toMatchObject(user)

      expect(await fetchGuarded(tab)).toBe(401)
      await eventually(() => whoIs(tab)).toBe('rejected')
    })

    test('whom the server knows already is found by the first page', async ({ context, browser }) => {
      const tab = await openTab(context)
      expect(await signIn(tab, password)).toBe('signed in')
      const elsewhere = await browser.newContext()
      await elsewhere.addCookies(await context.cookies())

      expect(await readUser(await openTab(elsewhere))).toMatchObject(user)
      await elsewhere.close()
    })
  })

test('better-auth refuses a sign-out that a foreign page sends', async () => {
  const { url, close } = await openRecipe('better-auth')
  const post = (path: string, origin: string, cookie: string, body = {}): Promise<Response> =>
    fetch(`${url}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, cookie },
      body: JSON.stringify(body),
    })
  const signedIn = await post('sign-in/email', url, '', { email: 'ann@example.com', password })
  const [cookie = ''] = signedIn.headers.get('set-cookie')?.split(';') ?? []
  expect((await post('sign-out', 'https://evil.example', cookie)).status).toBe(403)
  expect((await post('sign-out', url, cookie)).status).toBe(200)
  await close()
})
