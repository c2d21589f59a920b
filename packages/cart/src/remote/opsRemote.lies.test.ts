import { describe, expect, test } from 'vitest'
import { linesOf, openSignedIn } from '../../test/openRemoteShop.ts'

describe('a server that lies', () => {
  test.each<[string, (answer: any) => unknown, string]>([
    ['of another currency', (answer) => ({ ...answer, currency: 'USD' }), 'CURRENCY_MISMATCH'],
    ['without a version', (answer) => ({ ...answer, version: -1 }), 'ANSWER_INVALID'],
    ['with no cart', (answer) => ({ ...answer, cart: { lines: [] } }), 'ANSWER_INVALID'],
    ['that confirms less than was sent', (answer) => ({ ...answer, acknowledged: 0 }), 'ANSWER_INVALID'],
    ['of nothing', () => 7, 'ANSWER_INVALID'],
  ])('with an answer %s changes nothing, and it is told', async (_, lie, code) => {
    const { world, server, page, settled } = await openSignedIn()
    await settled(page)
    server.lie = lie
    await world.run(page.cart.add({ productId: 'mug' }))
    await world.until(() => page.cart.getSnapshot().activity === 'waiting')
    expect(page.cart.getSnapshot()).toMatchObject({ sync: 'queued', error: { code } })
    expect(linesOf(page)).toEqual({ mug: 1 })
    server.lie = (answer) => answer
    await settled(page)
    expect(linesOf(page)).toEqual({ mug: 1 })
  })

  test.each<[string, (answer: any) => unknown]>([
    ['a negative stock', (answer) => ({ ...answer, quotes: { ...quotesOf(answer, { stock: -3 }) } })],
    [
      'a price of another currency',
      (answer) => ({ ...answer, quotes: quotesOf(answer, { unit: { minor: 1, currency: 'USD', scale: 2 } }) }),
    ],
    ['totals that are no amounts', (answer) => ({ ...answer, totals: { total: 3.5 } })],
    [
      'a line by another name',
      (answer) => ({
        ...answer,
        cart: {
          ...answer.cart,
          lines: { ...answer.cart.lines, aaaabbbbccccdddd: Object.values(answer.cart.lines)[0] },
        },
      }),
    ],
  ])('about %s loses nothing, and it is told', async (_, lie) => {
    const { world, server, page, settled } = await openSignedIn()
    server.lie = lie
    await world.run(page.cart.add({ productId: 'mug' }))
    await settled(page)
    expect(page.cart.getSnapshot()).toMatchObject({
      error: { code: 'ANSWER_INVALID' },
      lines: [{ productId: 'mug' }],
      count: 1,
    })
    expect(server.has('ann')).toEqual({ mug: 1 })
  })

  test('about its version does not take back what it quoted', async () => {
    const { world, server, page, settled } = await openSignedIn()
    await world.run(page.cart.add({ productId: 'mug' }))
    await settled(page)
    server.price = 999
    server.lie = (answer) => ({ ...answer, version: 1 })
    page.tab.focus()
    await world.run(page.cart.add({ productId: 'mug' }))
    await settled(page)
    expect(page.cart.getSnapshot().lines).toMatchObject([{ quantity: 2, quote: { unit: { minor: 100 } } }])
  })
})

const quotesOf = (answer: any, more: object) =>
  Object.fromEntries(Object.entries<object>(answer.quotes).map(([key, quote]) => [key, { ...quote, ...more }]))
