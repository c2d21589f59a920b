import { expect, test } from 'vitest'
import { type CartDocument, EMPTY } from '../document/CartDocument.ts'
import { type Limits, toLimits } from '../Limits.ts'
import { lineKey } from '../line/lineKey.ts'
import { countOf } from '../quantity/Quantity.ts'
import type { Step } from './Step.ts'
import { takeSteps } from './takeSteps.ts'

const actor = { id: '00000000000000aa', now: 1_000 }
const take = (cart: CartDocument, steps: readonly Step[], limits: Partial<Limits> = {}) =>
  takeSteps(cart, steps, actor, toLimits(limits))
const keyOf = (product: string): string => lineKey(product, {})
const add = (product: string, by = 1): Step => ({
  key: keyOf(product),
  list: 'cart',
  by,
  line: { product, identity: {} },
})
const countIn = (cart: CartDocument, product: string): number => countOf(cart.lines[keyOf(product)]!.cart)

test('steps taken back leave what is shown as it was', () => {
  const [cart] = take(EMPTY, [add('mug', 3)])
  const key = keyOf('mug')
  const steps: readonly Step[] = [
    { key, list: 'cart', to: 0 },
    { key, list: 'saved', to: 3 },
    { key, list: 'saved', by: -5 },
    { key, name: 'note', text: 'Hi' },
    { code: 'SPRING', isOn: true },
  ]
  const [after, back] = take(cart, steps)
  expect(countIn(after, 'mug')).toBe(0)
  const [again] = take(after, back)
  expect(countIn(again, 'mug')).toBe(3)
  expect(countOf(again.lines[key]!.saved)).toBe(0)
  expect(again.lines[key]!.attributes['note']?.[2]).toBeNull()
  expect(again.coupons['SPRING']?.[2]).toBe(false)
})

test('a line that is not there is refused, by any name', () => {
  const refused = expect.objectContaining({ code: 'RECORD_INVALID' })
  for (const key of [keyOf('mug'), 'constructor', '__proto__'])
    expect(() => take(EMPTY, [{ key, list: 'cart', to: 1 }])).toThrow(refused)
})

test('more pieces, lines, attributes or bytes than the limits are refused, as many are taken', () => {
  const refused = expect.objectContaining({ code: 'LIMIT_EXCEEDED' })
  const [cart] = take(EMPTY, [add('mug', 9_999)])
  expect(() => take(cart, [add('mug')])).toThrow(refused)
  expect(() => take(cart, [{ key: keyOf('mug'), list: 'cart', to: 10_000 }])).toThrow(refused)
  expect(() => take(cart, [add('pen')], { lines: 1 })).toThrow(refused)
  expect(countIn(take(cart, [add('pen')], { lines: 2 })[0], 'pen')).toBe(1)
  const note = (name: string): Step => ({ key: keyOf('mug'), name, text: 'x' })
  const [noted] = take(cart, [note('a'), note('b')], { attributes: 2 })
  expect(() => take(noted, [note('c')], { attributes: 2 })).toThrow(refused)
  expect(() => take(noted, [note('a')], { attributes: 2 })).not.toThrow()
  expect(() => take(cart, [note('x'.repeat(400))], { bytes: 400 })).toThrow(refused)
})

test('a cart that is beyond a limit can get smaller', () => {
  const [cart] = take(EMPTY, [add('mug', 9), add('pen', 9), add('cup', 9)])
  const strict = { lines: 1, quantity: 5, bytes: 300 }
  const [less] = take(cart, [{ key: keyOf('mug'), list: 'cart', by: -1 }], strict)
  expect(countIn(less, 'mug')).toBe(8)
  const [fewer] = take(cart, [{ key: keyOf('mug'), list: 'cart', to: 0 }], strict)
  expect(fewer.lines[keyOf('mug')]).toBeUndefined()
})

test('what is left of removed lines goes where there is no room otherwise, and later sums have another name', () => {
  let cart = EMPTY
  for (let index = 10; index < 60; index++) {
    const key = keyOf(`product-${index}`)
    const steps: readonly Step[] = [add(`product-${index}`), { key, list: 'cart', to: 0 }]
    ;[cart] = takeSteps(cart, steps, { id: `00000000000000${index}`, now: index }, toLimits({ bytes: 1_000 }))
  }
  expect(Object.keys(cart.lines).length).toBeLessThan(10)
  expect(cart.id).not.toBe('0000000000000010')
})
