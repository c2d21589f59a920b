import { alice } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { findLeaks } from '../fixtures/findLeaks.ts'
import { expectAll, history, tryOrders } from '../fixtures/readSession.ts'
import { readSessionCookie } from '../fixtures/readSessionCookie.ts'
import { signIn, signInByForm } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

const byServer = '?session=server'
const order = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"lines":[]}' }

test('a store that is down signs nobody in and nobody out: tabs wait, and go on by themselves (invariant 4)', async ({
  shop,
  openShopTab,
}) => {
  const first = await openShopTab(byServer)
  await shop.change({ storeDown: true })
  await signInByForm(first, alice)
  await eventually(() => first.texts('alert')).toContain('The service has trouble at the moment.')
  await shop.change({ storeDown: false })
  await signInByForm(first, alice)
  const second = await openShopTab(byServer)
  const tabs = [first, second]
  await expectAll(
    tabs.map(({ page }) => page),
    alice.name,
  )
  await shop.change({ storeDown: true })

  await second.page.evaluate(() => void session.refresh().catch(() => undefined))

  await eventually(() => second.text('status', 'Notices')).toBe(
    'The service has trouble at the moment. It is tried again by itself. You stay signed in.',
  )
  expect(await tryOrders(first.page)).toBe(503)
  const third = await openShopTab(byServer)
  await eventually(() => third.texts('button', 'Sign out')).toHaveLength(1)
  await shop.change({ storeDown: false })
  for (const { page } of [...tabs, third]) {
    await eventually(() => page.evaluate(() => session.getSnapshot())).toMatchObject({
      status: 'signed-in',
      activity: 'idle',
      error: null,
    })
    expect(await tryOrders(page)).toBe(200)
  }
  const shown = (await history(second.page)).map(({ status }) => status)
  expect(shown.slice(shown.indexOf('signed-in'))).not.toContain('signed-out')
})

test('offline, signing in and what one does then say so, and nobody is signed out (invariant 4)', async ({
  context,
  openShopTab,
}) => {
  const tab = await openShopTab(byServer)
  await eventually(() => tab.texts('form', 'Sign in')).toHaveLength(1)
  await context.setOffline(true)
  await signInByForm(tab, alice)
  await eventually(() => tab.texts('alert')).toContain('The network cannot be reached.')
  await context.setOffline(false)
  await signInByForm(tab, alice)
  await eventually(() => tab.text('region', 'Basket')).toContain(alice.name)
  await tab.click('button', 'Add Hand compass to basket')
  await eventually(() => tab.within('region', 'Basket').texts('listitem')).toHaveLength(1)

  await context.setOffline(true)
  await tab.click('button', 'Place order')

  await eventually(() => tab.within('region', 'Basket').texts('alert')).toEqual([
    expect.stringContaining('The network cannot be reached.'),
  ])
  expect(await tab.texts('button', 'Sign out')).toHaveLength(1)
})

test('where the browser keeps no cookie, signing in says so, and nobody is signed in', async ({
  shop,
  context,
  openShopTab,
}) => {
  await context.route(`${shop.url}/identity/session/**`, async (route) => {
    const { cookie: _, ...headers } = await route.request().allHeaders()
    const response = await fetch(route.request().url(), {
      method: route.request().method(),
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(:|host|content-length)/.test(name))),
      body: route.request().postData(),
    })
    await route.fulfill({ status: response.status, contentType: 'application/json', body: await response.text() })
  })
  const tab = await openShopTab(byServer)

  await signInByForm(tab, alice)

  await eventually(() => tab.texts('alert')).toContain(
    'Nobody was signed in: this browser keeps no cookie for the shop. Allow its cookies, and sign in again.',
  )
  expect(await tab.page.evaluate(() => session.getSnapshot())).toMatchObject({ status: 'signed-out', activity: 'idle' })
})

test('a CSRF token that another tab has changed is asked for once more, and one that stays refused is not asked for in a loop', async ({
  shop,
  context,
  openShopTab,
}) => {
  const first = await openShopTab(byServer)
  await signIn(first.page, alice)
  const second = await openShopTab(byServer)
  const send = ({ page }: typeof first) =>
    page.evaluate(async (init) => (await session.fetch('/orders', init)).status, order)
  expect(await send(first), 'an empty order, which the server has read').toBe(400)
  await signIn(second.page, alice)
  const before = await shop.counts()

  expect(await send(first)).toBe(400)

  const after = await shop.counts()
  expect([after.csrfRefusals - before.csrfRefusals, asked(after) - asked(before)]).toEqual([1, 1])
  expect(after.requests.orders - before.requests.orders).toBe(2)

  await context.route(`${shop.url}/identity/session/csrf`, (route) => route.fulfill({ json: { token: 'wrong' } }))
  const third = await openShopTab(byServer)
  expect(await send(third)).toBe(403)
  expect((await shop.counts()).requests.orders - after.requests.orders).toBeLessThanOrEqual(2)
  expect(await third.page.evaluate(() => session.getSnapshot().status)).toBe('signed-in')
})

test('neither the session’s cookie nor a token against CSRF is where scripts or other tabs can read it (invariant 9)', async ({
  shop,
  context,
  recorder,
  openShopTab,
}) => {
  const secrets: string[] = []
  context.on('response', async (response) => {
    if (response.url().endsWith('/csrf')) secrets.push((await response.json()).token)
  })
  const tab = await openShopTab(byServer)
  await signInByForm(tab, alice)
  await eventually(() => tab.texts('button', 'Sign out')).toHaveLength(1)
  await tab.click('button', 'Add Hand compass to basket')
  await tab.click('button', 'Place order')
  await eventually(() => tab.within('region', 'Orders').texts('listitem')).toHaveLength(1)
  const cookie = (await readSessionCookie(context)) ?? ''
  secrets.push(cookie.split('=')[1] ?? '', decodeURIComponent(cookie.split('=')[1] ?? ''))

  await recorder.readStorages(shop.url)

  expect(secrets.length).toBeGreaterThanOrEqual(3)
  expect(secrets.every((secret) => secret.length >= 20)).toBe(true)
  expect(findLeaks(secrets, recorder.traces)).toEqual([])
  expect(await tab.page.evaluate(() => document.cookie)).toBe('')
  expect(shop.issued(), 'no token at all').toEqual([])
})

function asked({ requests }: { readonly requests: Readonly<Record<string, number>> }): number {
  return requests['session-csrf'] ?? 0
}
