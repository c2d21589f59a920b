import type { Page } from '@playwright/test'
import { eventually } from '../fixtures/eventually.ts'
import { expect, test } from '../fixtures/test.ts'

const count = 6
const times = 300
const expected = count * times

type Place = 'inIndexedDb' | 'inLocalStorage' | 'inCookie'

/** Adds up in a record; resolves with what the record then says. */
async function addUp(page: Page, place: Place, by: number): Promise<number> {
  return page.evaluate(
    async ([where, rounds]) => {
      const tally = Holdfast.createRecord({ name: 'tally', initial: 0, storage: Holdfast[where]() })
      for (let round = 0; round < rounds; round++) await tally.update((value) => value + 1)
      return tally.ready()
    },
    [place, by] as const,
  )
}

/** The same by what others use: a Web Lock around localStorage. */
async function addUpUnderLock(page: Page): Promise<void> {
  await page.evaluate(async (rounds) => {
    const add = (): void => localStorage.setItem('bare', String(Number(localStorage.getItem('bare')) + 1))
    for (let round = 0; round < rounds; round++) await navigator.locks.request('bare', add)
  }, times)
}

for (const place of ['inIndexedDb', 'inLocalStorage', 'inCookie'] as const) {
  test(`${count} tabs lose none of ${times} updates each with ${place}(), where a Web Lock around localStorage loses some (invariant 5)`, async ({
    openBareTab,
  }) => {
    const tabs = await Promise.all(Array.from({ length: count }, openBareTab))

    await Promise.all(tabs.map((tab) => addUp(tab, place, times)))

    expect(await addUp(await openBareTab(), place, 0)).toBe(expected)
    let added = 0
    const countLost = async (): Promise<number> => {
      await Promise.all(tabs.map(addUpUnderLock))
      added += expected
      return added - (await (await openBareTab()).evaluate(() => Number(localStorage.getItem('bare'))))
    }
    // Mostly hundreds at once, but none where the tabs happen to run one after another.
    await eventually(countLost).toBeGreaterThan(0)
  })
}
