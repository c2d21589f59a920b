import { alice, bob } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { findBarriers } from '../fixtures/findBarriers.ts'
import { frontEnds, otherThan } from '../fixtures/frontEnds.ts'
import { expectAll, tryOrders } from '../fixtures/readSession.ts'
import { readSessionCookie } from '../fixtures/readSessionCookie.ts'
import { signIn, signInByForm } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'
import { wakeUp } from '../fixtures/wakeUp.ts'

const byServer = '?session=server'
const goods = ['Hand compass', 'Storm lantern'] as const

for (const frontEnd of frontEnds) {
  const other = otherThan(frontEnd)
  const count = frontEnd === '/plain' ? 10 : 3

  test(`who chose a session that the server keeps is there after a reload and in ${count} tabs, and nobody is asked: ${frontEnd}`, async ({
    shop,
    openShopTab,
  }) => {
    const first = await openShopTab('', frontEnd)
    await first.page.getByRole('radio', { name: 'tokens in this browser' }).focus()
    await first.page.keyboard.press('ArrowDown')
    await expect(first.page.getByRole('radio', { name: 'kept by the server' })).toBeChecked()
    await expect(
      first.page.getByRole('radio', { name: 'kept by the server' }),
      'after it was loaded anew',
    ).toBeFocused()
    await signInByForm(first, alice)
    await eventually(() => first.texts('button', 'Sign out')).toHaveLength(1)
    const before = await shop.counts()
    expect(before.requests).toMatchObject({ 'sign-in': 0, 'session-sign-in': 1 })

    await first.page.reload()
    const others = await Promise.all(Array.from({ length: count - 1 }, () => openShopTab('', frontEnd)))

    const pages = [first, ...others].map(({ page }) => page)
    await expectAll(pages, alice.name)
    for (const page of pages) {
      await page.bringToFront()
      await page.evaluate(wakeUp)
    }
    await eventually(() => others[0]?.within('region', 'Orders').texts('status')).toEqual(['No orders yet.'])
    expect(await first.text('region', 'This session, live')).toMatch(/Session limit(29|30) min .* at the server/)
    expect(await first.texts('progressbar', 'Access token')).toEqual([])
    expect((await shop.counts()).identityRequests).toBe(before.identityRequests)
  })

  test(`that the server has ended it is noticed at the next request and told in every tab, and no basket is lost: ${frontEnd}`, async ({
    shop,
    openShopTab,
  }) => {
    const here = await openShopTab(byServer, frontEnd)
    const there = await openShopTab(byServer, other)
    await here.click('button', `Add ${goods[0]} to basket`)
    await signInByForm(here, alice)
    await eventually(() => here.text('region', 'Basket')).toContain(alice.name)
    await eventually(() => there.within('region', 'Orders').texts('status')).toEqual(['No orders yet.'])
    const basketOf = (tab: typeof here) => tab.within('region', 'Basket').texts('listitem')
    await eventually(() => basketOf(here)).toEqual([expect.stringContaining(goods[0])])
    await shop.endSessionsOf(alice)

    // Not by a button: the basket asks as the window gets the focus, and all buttons of a session go with it.
    await here.page.evaluate(() => globalThis.shop.session.fetch('/orders').catch(() => undefined))

    for (const tab of [here, there])
      await eventually(() => tab.texts('status')).toContain(
        'The sign-in service no longer accepts this session. Please sign in again.',
      )
    await there.click('button', `Add ${goods[1]} to basket`)
    await eventually(() => basketOf(here)).toEqual([expect.stringContaining(goods[1])])
    await signInByForm(there, alice)
    for (const tab of [here, there])
      await eventually(() => basketOf(tab)).toEqual(goods.map((good) => expect.stringContaining(good)))
  })

  test(`who is another in ${other}, or signs out there, is so at once, and the server forgets whoever was before: ${frontEnd}`, async ({
    shop,
    context,
    openShopTab,
  }) => {
    const here = await openShopTab(byServer, frontEnd)
    await signInByForm(here, alice)
    await eventually(() => here.texts('button', 'Sign out')).toHaveLength(1)
    const ofAlice = (await readSessionCookie(context)) ?? ''
    const there = await openShopTab(byServer, other)
    expect(await shop.tryCookie(ofAlice)).toBe(200)

    await signIn(there.page, bob)

    await eventually(() => here.text('region', 'This session, live')).toContain(bob.name)
    await eventually(() => here.text('region', 'Basket')).toContain(bob.name)
    expect(await shop.tryCookie(ofAlice), 'the cookie of before, played again').toBe(401)
    expect(await tryOrders(here.page)).toBe(200)
    const ofBob = (await readSessionCookie(context)) ?? ''

    await there.click('button', 'Sign out')

    await eventually(() => here.texts('form', 'Sign in')).toHaveLength(1)
    expect(await here.texts('status')).toContain('You signed out in another tab.')
    await eventually(() => there.texts('status')).toContain('You signed out.')
    await eventually(() => shop.tryCookie(ofBob)).toBe(401)
    expect(await readSessionCookie(context)).toBe(null)
    const probes = (await shop.counts()).requests['session-probe']
    await here.page.reload()
    await eventually(() => here.texts('form', 'Sign in')).toHaveLength(1)
    expect((await shop.counts()).requests['session-probe'], 'no guest is asked after').toBe(probes)
  })
}

test('the choice of who keeps the session is one for every front end, and tabs without anybody follow it', async ({
  openShopTab,
}) => {
  const [first, second] = [await openShopTab('', '/plain'), await openShopTab('', '/react')]

  await first.click('radio', 'kept by the server')

  const third = await openShopTab('', '/vue')
  for (const { page } of [first, second, third])
    await expect(page.getByRole('radio', { name: 'kept by the server' })).toBeChecked()
  await signInByForm(third, alice)
  for (const tab of [first, second, third]) await eventually(() => tab.texts('button', 'Sign out')).toHaveLength(1)
  expect(await findBarriers(third.page)).toEqual([])
})

test('where the page may store nothing, the choice stands in its address', async ({ context, openShopTab }) => {
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('Denied.', 'SecurityError')
    }
  })
  const tab = await openShopTab('?idle=600&session=tokens')

  await tab.click('radio', 'kept by the server')

  await expect(tab.page.getByRole('radio', { name: 'kept by the server' })).toBeChecked()
  expect(new URL(tab.page.url()).search).toBe('?idle=600&session=server')
})

test('to sign out everywhere ends the sessions of other devices too, which notice at their next request (invariant 3)', async ({
  shop,
  browser,
  openShopTab,
}) => {
  const { page } = await openShopTab(byServer)
  await signIn(page, alice)
  const elsewhere = await browser.newContext()
  const away = await elsewhere.newPage()
  await away.goto(`${shop.url}/plain${byServer}`)
  await away.evaluate((input) => globalThis.shop.session.signIn(input), {
    email: alice.email,
    password: alice.password,
  })
  const cookie = (await readSessionCookie(elsewhere)) ?? ''
  expect(await shop.tryCookie(cookie)).toBe(200)

  await page.evaluate(() => session.signOut({ everywhere: true }))

  await eventually(() => shop.tryCookie(cookie)).toBe(401)
  expect(await away.evaluate(async () => (await globalThis.shop.session.fetch('/orders')).status)).toBe(401)
  const snapshot = () => away.evaluate(() => globalThis.shop.session.getSnapshot())
  await eventually(snapshot).toMatchObject({ status: 'signed-out', reason: 'rejected' })
  await elsewhere.close()
})
