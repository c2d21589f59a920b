import { editAll } from '../fixtures/editAll.ts'
import { eventually } from '../fixtures/eventually.ts'
import { openCart, piecesOf, shownOf } from '../fixtures/openCart.ts'
import { expectedOf, paces } from '../fixtures/paces.ts'
import { expect, test } from '../fixtures/test.ts'

const { burst, human } = paces

for (const shelf of ['inIndexedDb', 'inLocalStorage', 'inCookie'] as const) {
  test(`${burst.tabs} tabs × ${burst.edits} edits in a burst and ${human.tabs} tabs × ${human.edits} at human pace lose none with ${shelf}(), and a late tab and a reload see the same (invariant 5)`, async ({
    openBareTab,
  }) => {
    const tabs = await Promise.all(Array.from({ length: burst.tabs }, openBareTab))
    await Promise.all(tabs.map((tab) => openCart(tab, { shelf })))

    expect(await editAll(tabs, 'burst')).toEqual([])
    for (const tab of tabs) await eventually(() => piecesOf(tab)).toEqual(expectedOf('burst'))
    expect(await editAll(tabs.slice(0, human.tabs), 'human')).toEqual([])

    for (const tab of tabs) await eventually(() => piecesOf(tab)).toEqual(expectedOf('burst', 'human'))
    const shown = await shownOf(tabs[0]!)
    const late = await openBareTab()
    await openCart(late, { shelf })
    await tabs[1]!.reload()
    await openCart(tabs[1]!, { shelf })
    expect(await Promise.all([...tabs, late].map(shownOf))).toEqual([...tabs, late].map(() => shown))
    expect(await Promise.all(tabs.map((tab) => tab.evaluate(() => degraded)))).toEqual(tabs.map(() => []))
  })
}
