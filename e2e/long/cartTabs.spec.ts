import { editAll } from '../fixtures/editAll.ts'
import { eventually } from '../fixtures/eventually.ts'
import { openCart, piecesOf } from '../fixtures/openCart.ts'
import { expectedOf, type PaceName, paces } from '../fixtures/paces.ts'
import { expect, test } from '../fixtures/test.ts'

const rounds = 3
const repeated = Array.from({ length: rounds }, (): PaceName[] => ['burst', 'human']).flat()

for (const shelf of ['inIndexedDb', 'inLocalStorage', 'inCookie'] as const) {
  test(`${rounds} times over, bursts of three tabs and two at human pace lose no edit with ${shelf}() (invariant 5)`, async ({
    openBareTab,
  }) => {
    const tabs = await Promise.all(Array.from({ length: paces.burst.tabs }, openBareTab))
    await Promise.all(tabs.map((tab) => openCart(tab, { shelf })))
    for (const pace of repeated) expect(await editAll(tabs.slice(0, paces[pace].tabs), pace)).toEqual([])
    for (const tab of tabs) await eventually(() => piecesOf(tab)).toEqual(expectedOf(...repeated))
  })

  test(`a tab that is reloaded amid a burst has lost no edit that was done with ${shelf}(), and the others none at all`, async ({
    openBareTab,
  }) => {
    const tabs = await Promise.all(Array.from({ length: 2 }, openBareTab))
    await Promise.all(tabs.map((tab) => openCart(tab, { shelf })))
    const [first, second] = tabs as [(typeof tabs)[0], (typeof tabs)[0]]
    let done = 0
    await first.exposeFunction('tellDone', () => done++)
    for (let round = 0; round < rounds; round++) {
      const others = second.evaluate(async (count) => {
        for (let edit = 0; edit < count; edit++) await cart.add({ productId: 'pen' })
      }, 50)
      await first.evaluate(() => {
        for (let edit = 0; edit < 50; edit++) void cart.add({ productId: 'mug' }).then(tellDone, () => {})
      })
      await first.reload()
      await others
      await openCart(first, { shelf })
    }
    for (const tab of tabs) {
      await eventually(async () => (await piecesOf(tab))['pen']).toBe(50 * rounds)
      expect((await piecesOf(tab))['mug']).toBeGreaterThanOrEqual(done)
    }
  })
}

declare global {
  /** Notes that an edit of the page is done. */
  var tellDone: () => Promise<number>
}
