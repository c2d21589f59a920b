import type { Cart } from '@holdfast/cart'
import type { Page } from '@playwright/test'
import { type Account, alice, bob } from '../fixtures/accounts.ts'
import { dumpStorages } from '../fixtures/dumpStorages.ts'
import { eventually } from '../fixtures/eventually.ts'
import { addAll, openCart, type Pieces, piecesOf } from '../fixtures/openCart.ts'
import { openSession } from '../fixtures/openSession.ts'
import { expectAll } from '../fixtures/readSession.ts'
import { signIn } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

const account: Pieces = { mug: 4, pen: 3, hat: 1, bag: 7 }
const guest: Pieces = { mug: 2, pen: 5, cup: 1 }
const policies = ['max', 'sum', 'guest', 'account'] as const
const merged: Readonly<Record<(typeof policies)[number], Pieces>> = {
  max: { mug: 4, pen: 5, hat: 1, bag: 7, cup: 1 },
  sum: { mug: 6, pen: 8, hat: 1, bag: 7, cup: 1 },
  guest: { mug: 2, pen: 5, hat: 1, bag: 7, cup: 1 },
  account: { mug: 4, pen: 3, hat: 1, bag: 7, cup: 1 },
}

const each = (pieces: Pieces): typeof merged => ({ max: pieces, sum: pieces, guest: pieces, account: pieces })

declare global {
  /** A cart of the same person for each policy. */
  var carts: Record<(typeof policies)[number], Cart>
}

async function openCarts(page: Page): Promise<void> {
  await openSession(page)
  await page.evaluate(async (names) => {
    const open = (merge: keyof typeof carts): Cart =>
      Holdfast.createCart({ session, currency: 'EUR', name: `cart-${merge}`, merge })
    globalThis.carts = Object.fromEntries(names.map((name) => [name, open(name)])) as typeof carts
    await Promise.all(Object.values(carts).map((one) => one.ready()))
  }, policies)
}

async function addToEach(page: Page, pieces: Pieces): Promise<void> {
  await page.evaluate(async (wanted) => {
    for (const one of Object.values(carts))
      for (const [productId, quantity] of Object.entries(wanted)) await one.add({ productId, quantity })
  }, pieces)
}

async function piecesOfEach(page: Page): Promise<typeof merged> {
  return page.evaluate(() => {
    const entries = Object.entries(carts).map(([name, one]) => {
      const { lines } = one.getSnapshot()
      return [name, Object.fromEntries(lines.map(({ productId, quantity }) => [productId, quantity]))]
    })
    return Object.fromEntries(entries)
  })
}

/** Signs in; another tab may be faster, and then has done it for this one. */
async function trySignIn(page: Page, { email, password }: Account): Promise<void> {
  const outcome = await page.evaluate(
    (input) =>
      session.signIn(input).then(
        () => 'signed in',
        ({ code }) => code,
      ),
    { email, password },
  )
  expect(['signed in', 'SUPERSEDED']).toContain(outcome)
}

/** Signs out, with what is kept for a user's return. */
const leave = (page: Page) => page.evaluate(() => session.signOut({ keepRecords: true }))

const expectPieces = async (pages: readonly Page[], pieces: Pieces): Promise<void> => {
  for (const page of pages) await eventually(() => piecesOf(page)).toEqual(pieces)
}

test("a guest's 3 lines become part of the user's 4 as each policy says, once, though two tabs sign in at once and again later", async ({
  openBareTab,
}) => {
  const tabs = [await openBareTab(), await openBareTab()] as const
  const expectCarts = async (pages: readonly Page[], carts: typeof merged): Promise<void> => {
    for (const page of pages) await eventually(() => piecesOfEach(page)).toEqual(carts)
  }
  await openCarts(tabs[0])
  await signIn(tabs[0], alice)
  await addToEach(tabs[0], account)
  await leave(tabs[0])
  await expectCarts([tabs[0]], each({}))
  await addToEach(tabs[0], guest)
  await openCarts(tabs[1])
  await expectCarts(tabs, each(guest))

  await Promise.all(tabs.map((tab) => trySignIn(tab, alice)))

  await expectAll(tabs, alice.name)
  await expectCarts(tabs, merged)
  await signIn(tabs[1], alice)
  await leave(tabs[0])
  await expectCarts(tabs, each({}))
  await signIn(tabs[1], alice)
  await expectCarts(tabs, merged)
  const late = await openBareTab()
  await openCarts(late)
  expect(await piecesOfEach(late)).toEqual(merged)
})

test('a cart of another user never appears, though they sign in after one another in another tab (invariant 13)', async ({
  openBareTab,
}) => {
  const [first, second] = [await openBareTab(), await openBareTab()]
  for (const tab of [first, second]) await openCart(tab)
  await signIn(first, alice)
  await expectAll([first, second], alice.name)
  await addAll(first, { mug: 1 })
  await expectPieces([first, second], { mug: 1 })

  await signIn(second, bob)
  await expectAll([first, second], bob.name)
  expect(await addAll(first, { pen: 1 })).toEqual([])
  await expectPieces([first, second], { pen: 1 })
  await signIn(first, alice)
  await expectPieces([first, second], { mug: 1 })

  for (const tab of [first, second])
    expect(new Set(await tab.evaluate(() => shownTo))).toEqual(new Set([`${alice.name}: mug`, `${bob.name}: pen`]))
})

test("a sign-out leaves no byte of the user's cart, wherever it is kept", async ({ openBareTab }) => {
  const shelves = ['inIndexedDb', 'inLocalStorage', 'inCookie', 'inSessionStorage'] as const
  const tabs = await Promise.all(shelves.map(openBareTab))
  for (const [index, shelf] of shelves.entries())
    await openCart(tabs[index]!, { shelf, cartName: `cart-${shelf.toLowerCase()}` })
  const dump = async () => (await Promise.all(tabs.map((tab) => tab.evaluate(dumpStorages)))).flat().join('\n')
  // The rows, and the copies of them, that a user owns.
  const left = async () => (await dump()).match(/hidden-\w+|@\S*cart-\w+/g) ?? []
  await signIn(tabs[0]!, alice)
  await expectAll(tabs, alice.name)
  for (const [index, shelf] of shelves.entries()) await addAll(tabs[index]!, { [`hidden-${shelf}`]: 2 })
  expect(new Set(await left())).toEqual(
    new Set([
      ...shelves.slice(0, 3).map((shelf) => `hidden-${shelf}`),
      ...shelves.map((shelf) => expect.stringMatching(`@.*cart-${shelf.toLowerCase()}`)),
    ]),
  )

  await tabs[2]!.evaluate(() => session.signOut())

  await expectPieces(tabs, {})
  await eventually(left).toEqual([])
})

test('after an idle sign-out nobody sees the cart, and the same user finds every edit again, the last ones too', async ({
  openBareTab,
}) => {
  const tabs = [await openBareTab(), await openBareTab()] as const
  for (const tab of tabs) await openCart(tab, { idleTimeout: 4_000 })
  await signIn(tabs[0], alice)
  await expectAll(tabs, alice.name)
  await addAll(tabs[0], account)

  // One after another until the end comes, and in its midst.
  const made = await Promise.all(
    tabs.map((tab) =>
      tab.evaluate(async () => {
        let count = 0
        while (session.getSnapshot().status === 'signed-in')
          await cart.add({ productId: 'last' }).then(
            () => void count++,
            () => {},
          )
        return count
      }),
    ),
  )
  await expectAll(tabs, 'idle')
  await expectPieces(tabs, {})
  await signIn(tabs[1], alice)

  await expectPieces(tabs, { ...account, last: made[0]! + made[1]! })
  for (const tab of tabs)
    expect(await tab.evaluate(() => shownTo.filter((shown) => shown.startsWith('nobody')))).toEqual([])
})
