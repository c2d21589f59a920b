import type { Page } from '@playwright/test'
import { eventually } from '../fixtures/eventually.ts'
import { hideDatabase } from '../fixtures/hideDatabase.ts'
import { addAll, openCart, type Pieces, piecesOf } from '../fixtures/openCart.ts'
import { lineCount } from '../fixtures/paces.ts'
import { expect, test } from '../fixtures/test.ts'

const inCookie = { shelf: 'inCookie' } as const

/** So many lines of three pieces each, from the line `first` on. */
const lines = (count: number, first = 0): Pieces =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`line-${first + index}`, 3]))

const toldOf = (page: Page) => page.evaluate(() => degraded)
const cookieOf = (page: Page) => page.evaluate(() => document.cookie)

test(`${lineCount} lines fit into the cookie; with more the copy goes, which is told once, and no line is lost in any tab (invariant 11)`, async ({
  openBareTab,
}) => {
  const [tab, other] = [await openBareTab(), await openBareTab()]
  for (const page of [tab, other]) await openCart(page, inCookie)
  await addAll(tab, lines(lineCount))
  expect(await cookieOf(tab)).toContain(`line-${lineCount - 1}`)
  expect(await toldOf(tab)).toEqual([])

  expect(await addAll(tab, lines(18, lineCount))).toEqual([])

  expect(await toldOf(tab)).toEqual(['cookie → indexeddb: STORAGE_FULL'])
  expect(await cookieOf(tab)).not.toContain('line-0')
  const late = await openBareTab()
  await openCart(late, inCookie)
  for (const page of [tab, other, late]) await eventually(() => piecesOf(page)).toEqual(lines(30))
})

test(`where there is no IndexedDB, ${lineCount} lines are the same in every tab; with more than fit this tab says that it is alone, and what was stored stays (invariant 11)`, async ({
  context,
  openBareTab,
}) => {
  await context.addInitScript(hideDatabase)
  const [tab, other] = [await openBareTab(), await openBareTab()]
  for (const page of [tab, other]) await openCart(page, inCookie)
  await addAll(tab, lines(lineCount))
  await eventually(() => piecesOf(other)).toEqual(lines(lineCount))
  expect(await toldOf(tab)).toEqual(['indexeddb → cookie: STORAGE_UNAVAILABLE'])

  expect(await addAll(tab, { ['x'.repeat(1_000)]: 1 })).toEqual([])

  expect(await toldOf(tab)).toEqual(['indexeddb → cookie: STORAGE_UNAVAILABLE', 'cookie → memory: STORAGE_FULL'])
  expect(await tab.evaluate(() => cart.getSnapshot().isDurable)).toBe(false)
  expect(await piecesOf(tab)).toMatchObject(lines(lineCount))
  const late = await openBareTab()
  await openCart(late, inCookie)
  for (const page of [other, late]) await eventually(() => piecesOf(page)).toEqual(lines(lineCount))
})

test('in sessionStorage the cart survives a reload', async ({ openBareTab }) => {
  const tab = await openBareTab()
  await openCart(tab, { shelf: 'inSessionStorage' })
  await addAll(tab, lines(3))

  await tab.reload()
  await openCart(tab, { shelf: 'inSessionStorage' })

  expect(await piecesOf(tab)).toEqual(lines(3))
  expect(await toldOf(tab)).toEqual([])
})
