import { expect, test } from 'vitest'
import { openDevice } from '../../test/openDevice.ts'
import { lineKey } from '../line/lineKey.ts'
import { countOf } from '../quantity/Quantity.ts'
import { type CartState, NO_CART } from './CartState.ts'
import { takeOps } from './takeOps.ts'
import { takeOrdered } from './takeOrdered.ts'
import { couponsIn, wantedIn } from './wantedIn.ts'

const now = 1_000_000
const id = '00000000000000f1'
const mug = lineKey('mug', {})

function openCart(): { phone: ReturnType<typeof openDevice>; state: CartState } {
  const phone = openDevice(1)
  phone.add('mug', 3)
  return { phone, state: takeOps(NO_CART, phone.send(), { now })!.state }
}
const order = (state: CartState, quantity: number, key = mug, by = id) =>
  takeOrdered(state, by, [{ key, quantity }], now)
const after = (ordered: ReturnType<typeof order>): CartState => {
  if ('missing' in ordered) throw new Error(`These are missing: ${ordered.missing}.`)
  return ordered.state
}
const counts = (state: CartState) => wantedIn(state).map(({ quantity }) => quantity)

test('what was ordered is taken out, once, however often that is said', () => {
  const { state } = openCart()
  const left = after(order(state, 2))
  expect([counts(left), left.version]).toEqual([[1], 2])
  expect(after(order(left, 2))).toBe(left)
})

test('what the customer has taken out under the same name counts as the same', () => {
  const { phone, state } = openCart()
  const tab = openDevice(1)
  tab.hear(state)
  const { cart, ...line } = tab.cart().lines[mug]!
  tab.hear({ lines: { [mug]: { ...line, cart: [{ ...cart[0], [id]: [0, 3] }] } }, coupons: {} })
  const told = takeOps(state, { ...(phone.send() as object), cart: tab.cart() }, { now })!.state
  expect(countOf(told.lines[mug]!.cart)).toBe(0)
  expect(counts(after(order(told, 3)))).toEqual([])
  phone.hear(after(order(state, 3)))
  expect(countOf(phone.cart().lines[mug]!.cart)).toBe(0)
})

test('what was added meanwhile stays', () => {
  const { phone, state } = openCart()
  phone.add('mug', 2)
  const left = after(order(state, 3))
  expect(counts(takeOps(left, phone.send(), { now })!.state)).toEqual([2])
})

test('lines with fewer pieces than were ordered are named, and nothing is taken', () => {
  const { state } = openCart()
  expect(order(state, 4)).toEqual({ missing: [mug] })
  expect(order(state, 1, lineKey('pen', {}))).toEqual({ missing: [lineKey('pen', {})] })
  expect(order(after(order(state, 3)), 1, mug, '00000000000000f2')).toEqual({ missing: [mug] })
})

test('its coupons are taken out with an order, and one that is entered again is for the next', () => {
  const { phone, state } = openCart()
  phone.edit({ code: 'TEN', isOn: true })
  phone.edit({ code: 'SHIP', isOn: true })
  const full = takeOps(state, phone.send(), { now })!.state
  const ordered = (cart: CartState) => after(takeOrdered(cart, id, [{ key: mug, quantity: 2 }], now, ['TEN', 'NONE']))
  const left = ordered(full)
  expect(couponsIn(left)).toEqual(['SHIP'])
  phone.hear(left)
  phone.edit({ code: 'TEN', isOn: true })
  const again = takeOps(left, phone.send(), { now })!.state
  expect(couponsIn(again)).toEqual(['TEN', 'SHIP'])
  expect(ordered(again)).toBe(again)
})
