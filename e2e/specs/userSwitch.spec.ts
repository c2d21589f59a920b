import { alice, bob } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { countWrites, holdDatabase } from '../fixtures/holdDatabase.ts'
import { signInByForm } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

const asBob = { email: bob.email, password: bob.password }

test('when another person signs in in a second tab, the first becomes theirs and shows nothing of the one before (invariant 13)', async ({
  openShopTab,
}) => {
  const first = await openShopTab()
  await signInByForm(first, alice)
  // What is put into the basket while the owner changes is not carried over.
  await eventually(() => first.texts('button', 'Sign out')).toHaveLength(1)
  for (const good of ['Folding anchor', 'Storm lantern']) await first.click('button', `Add ${good} to basket`)
  const basket = first.within('region', 'Basket')
  await eventually(() => basket.texts('listitem')).toHaveLength(2)
  const second = await openShopTab()

  await second.page.evaluate((input) => globalThis.shop.session.signIn(input), asBob)

  for (const tab of [first, second]) {
    await eventually(() => tab.text('region', 'This session, live')).toContain(bob.name)
    // The lines are hidden, and the owner left as it was, while the basket is read.
    await eventually(() => tab.text('region', 'Basket')).toContain(bob.name)
    expect(await tab.within('region', 'Basket').texts('listitem')).toEqual([])
  }
  await second.click('button', 'Sign out')
  await signInByForm(first, alice)
  await eventually(() => basket.texts('listitem')).toEqual([
    expect.stringContaining('Folding anchor'),
    expect.stringContaining('Storm lantern'),
  ])
})

test('calls that began for one person are aborted when another signs in (invariant 13)', async ({
  shop,
  openShopTab,
}) => {
  const first = await openShopTab()
  await signInByForm(first, alice)
  await eventually(() => first.texts('button', 'Sign out')).toHaveLength(1)
  const second = await openShopTab()
  await eventually(() => second.texts('button', 'Sign out')).toHaveLength(1)
  await shop.change({ ordersDelay: 10_000 })
  const before = (await shop.counts()).requests.orders
  const since = Date.now()
  const call = first.page.evaluate(() =>
    // Past the cache: Chromium makes it wait for the second tab's own request of the same address.
    globalThis.shop.session.fetch('/orders', { cache: 'no-store' }).then(
      () => 'answered',
      ({ name }) => name,
    ),
  )
  await eventually(async () => (await shop.counts()).requests.orders).toBeGreaterThan(before)

  await second.page.evaluate((input) => globalThis.shop.session.signIn(input), asBob)

  expect(await call).toBe('AbortError')
  expect(Date.now() - since, 'long before the answer').toBeLessThan(10_000)
})

test('an edit under way for one person does not land in the basket of the next (invariant 13)', async ({
  context,
  recorder,
  openShopTab,
  openBareTab,
}) => {
  // Not encrypted: to encrypt, the key is read first, and that would wait as well.
  recorder.expectClearTokens()
  await context.addInitScript(countWrites)
  const first = await openShopTab('?encrypted=0')
  await signInByForm(first, alice)
  const basket = first.within('region', 'Basket')
  await first.click('button', 'Add Hand compass to basket')
  await eventually(() => basket.texts('listitem')).toHaveLength(1)
  const second = await openShopTab('?encrypted=0')
  // Then it has written whatever it writes at its start.
  await eventually(() => second.within('region', 'Basket').texts('listitem')).toHaveLength(1)

  // The row stands still; Bob's sign-in waits to be written, and behind it Alice's edit.
  const holder = await openBareTab()
  await holder.evaluate(holdDatabase)
  const writes = () => second.page.evaluate(() => globalThis.writes)
  const before = await writes()
  const signedIn = second.page.evaluate((input) => globalThis.shop.session.signIn(input), asBob)
  await eventually(writes).toBeGreaterThan(before)
  const edited = first.page.evaluate(() =>
    globalThis.shop.cart.add({ productId: 'anchor-2kg' }).then(
      () => 'kept',
      (error) => error.code ?? error.name,
    ),
  )
  await eventually(() => basket.texts('listitem')).toHaveLength(2)
  await holder.evaluate(() => releaseDatabase())

  await signedIn
  expect(await edited).not.toBe('kept')
  for (const tab of [first, second]) {
    await eventually(() => tab.text('region', 'Basket')).toContain(bob.name)
    expect(await tab.within('region', 'Basket').texts('listitem')).toEqual([])
  }
})
