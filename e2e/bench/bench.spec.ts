import { expect, test } from '@playwright/test'
import { openShop } from '../fixtures/openShop.ts'
import type { Result } from './Measure.ts'
import { measureBurst } from './measureBurst.ts'
import { measureCart } from './measureCart.ts'
import { measureNews } from './measureNews.ts'
import { measureRestore } from './measureRestore.ts'
import { measureSnapshots } from './measureSnapshots.ts'
import { measureTabs } from './measureTabs.ts'
import { measureToken } from './measureToken.ts'
import { measureUpdate } from './measureUpdate.ts'

const scoreOf = ({ ours, bare }: Result): number => (bare === null ? ours : ours / bare)

function toRow(result: Result): Readonly<Record<string, string>> {
  const { ours, bare, unit, budget } = result
  const spell = (value: number): string => `${value.toFixed(unit === 'requests' ? 0 : 2)} ${unit}`
  return {
    Holdfast: spell(ours),
    bare: bare === null ? '' : spell(bare),
    ratio: bare === null ? '' : scoreOf(result).toFixed(2),
    budget: bare === null ? spell(budget) : budget.toFixed(2),
    '': scoreOf(result) <= budget ? 'holds' : 'OVER',
  }
}

test('what Holdfast costs, and what a page would pay without it', async ({ browser }) => {
  const results: Result[] = []
  // A server and a context each, so that none meets what another left.
  for (const measure of [
    measureToken,
    measureUpdate,
    measureCart,
    measureBurst,
    measureSnapshots,
    measureNews,
    measureRestore,
    measureTabs,
  ]) {
    const shop = await openShop()
    results.push(...[await measure(browser, shop)].flat())
    await shop.close()
  }

  console.log(`Medians in Chromium ${browser.version()}, Holdfast and bare in turns:`)
  console.table(Object.fromEntries(results.map((result) => [result.what, toRow(result)])))
  const over = results.filter((result) => scoreOf(result) > result.budget)
  expect(
    over.map(({ what }) => what),
    'over budget',
  ).toEqual([])
})
