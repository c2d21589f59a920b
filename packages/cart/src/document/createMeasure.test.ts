import { expect, test, vi } from 'vitest'
import { bytesOf, toLimits } from '../Limits.ts'
import { lineKey } from '../line/lineKey.ts'
import type { Step } from '../step/Step.ts'
import { takeSteps } from '../step/takeSteps.ts'
import { EMPTY } from './CartDocument.ts'
import { createMeasure } from './createMeasure.ts'

const actor = { id: '00000000000000aa', now: 1_000 }
const add = (product: string): Step => ({
  key: lineKey(product, {}),
  list: 'cart',
  by: 1,
  line: { product, identity: { note: 'für Zoë 🎁' } },
})

test('what is wanted is counted to the byte of its JSON, after any edit', () => {
  const measure = createMeasure()
  let cart = EMPTY
  const steps = [...['mug', 'pen', 'mug', '杯子'].map(add), { code: 'FRÜHLING', isOn: true }, add('mug')]
  for (const step of steps) {
    const { lines, coupons } = cart
    expect(measure(cart)).toBe(bytesOf(JSON.stringify({ lines, coupons })))
    ;[cart] = takeSteps(cart, [step], actor, toLimits())
  }
  expect(Object.keys(cart.lines)).toHaveLength(3)
})

test('an edit of one line of 250 measures that line alone', () => {
  const measure = createMeasure()
  const products = Array.from({ length: 250 }, (_, index) => add(`product-${index}`))
  const [cart] = takeSteps(EMPTY, products, actor, toLimits(), measure)
  const stringify = vi.spyOn(JSON, 'stringify')
  takeSteps(cart, [add('product-7')], actor, toLimits(), measure)
  const texts = stringify.mock.results.map(({ value }) => String(value))
  expect(texts.filter((text) => text.startsWith('{"product"'))).toEqual([expect.stringContaining('product-7')])
  expect(texts.join('').length).toBeLessThan(6_000)
})
