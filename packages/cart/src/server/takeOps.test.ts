import { expect, test } from 'vitest'
import { openDevice } from '../../test/openDevice.ts'
import { lineKey } from '../line/lineKey.ts'
import { type CartState, NO_CART } from './CartState.ts'
import { sequenceOf } from './noteDevice.ts'
import { type TakeOptions, takeOps } from './takeOps.ts'
import { wantedIn } from './wantedIn.ts'

const now = 1_000_000
const mug = lineKey('mug', {})
const device = '00000000000000aa'
const line = (product: string, count: unknown, more: object = {}) => ({
  product,
  identity: {},
  at: now,
  cart: [{ [device]: [count, 0] }],
  saved: [{}],
  attributes: {},
  ...more,
})
const ops = (lines: object, coupons: object = {}, sequence = 1) => ({
  device,
  sequence,
  currency: 'EUR',
  cart: { lines, coupons },
})
const take = (state: CartState, body: unknown, options: Partial<TakeOptions> = {}) =>
  takeOps(state, body, { now, ...options })!
const codes = ({ refused }: { refused: Record<string, { code: string }> }) =>
  Object.fromEntries(Object.entries(refused).map(([key, { code }]) => [key, code]))
const counts = (state: CartState) => wantedIn(state).map(({ product, quantity }) => [product, quantity])

test('what a device has sent is in the cart, and acknowledged', () => {
  const phone = openDevice(1)
  phone.add('mug', 2)
  const { state, acknowledged, refused } = take(NO_CART, phone.send())
  expect([counts(state), acknowledged, refused, state.version]).toEqual([[['mug', 2]], 1, {}, 1])
  expect(state.lines).toEqual(phone.cart().lines)
})

test('the same once more changes nothing, not even the object', () => {
  const phone = openDevice(1)
  phone.add('mug', 2)
  const { state } = take(NO_CART, phone.send())
  const again = take(state, phone.send())
  expect(again.state).toBe(state)
  expect(again.acknowledged).toBe(1)
})

test('what is older than what came before changes nothing, and is acknowledged as all before it is', () => {
  const phone = openDevice(1)
  phone.add('mug', 2)
  const late = phone.send()
  phone.add('mug', 3)
  const { state } = take(take(NO_CART, phone.send()).state, ops({}))
  const after = take(state, late)
  expect([counts(after.state), after.acknowledged, after.state.version]).toEqual([[['mug', 5]], 2, 1])
})

test.each([
  undefined,
  null,
  'text',
  [],
  {},
  { ...ops({}), device: 'phone' },
  { ...ops({}), sequence: -1 },
  { ...ops({}), sequence: 1.5 },
  { ...ops({}), currency: 'euro' },
  { ...ops({}), cart: { lines: [], coupons: {} } },
])('%j makes no sense at all', (body) => {
  expect(takeOps(NO_CART, body, { now })).toBeNull()
})

test.each([
  ['a key of another product', lineKey('pen', {}), line('mug', 1)],
  ['a key that is none', 'mug', line('mug', 1)],
  ['a name of every object', 'constructor', line('mug', 1)],
  ['no product', lineKey('', {}), line('', 1)],
  ['less than no piece', mug, line('mug', -1)],
  ['half a piece', mug, line('mug', 0.5)],
  ['more than a number can tell', mug, line('mug', 1e300)],
  ['a line that is none', mug, 7],
  ['a line that was cut short', mug, { product: 'mug', identity: {}, at: 1 }],
])('%s is refused, and the rest is taken', (_, key, value) => {
  const pen = lineKey('pen', { ink: 'blue' })
  const taken = take(NO_CART, ops({ [key]: value, [pen]: line('pen', 1, { identity: { ink: 'blue' } }) }))
  expect(codes(taken)).toEqual({ [key]: 'invalid_line' })
  expect(counts(taken.state)).toEqual([['pen', 1]])
  expect(taken.acknowledged).toBe(1)
})

test('a planted prototype is refused like any other nonsense, and reaches no object', () => {
  const planted = JSON.parse(`{"__proto__": {"isAdmin": true}, "constructor": ${JSON.stringify(line('mug', 1))}}`)
  const taken = take(NO_CART, ops(planted, JSON.parse('{"__proto__": [1, "00000000000000aa", true]}')))
  expect(codes(taken)).toEqual(
    JSON.parse('{"__proto__":"invalid_line","constructor":"invalid_line","coupon:__proto__":"invalid_coupon"}'),
  )
  expect(taken.state.lines).toEqual({})
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
})

test('what bears a time more than 5 minutes ahead is refused until it is stamped anew', () => {
  const set = (time: number) => line('mug', 0, { cart: [{}, [time, device, 3, {}]] })
  const note = (time: number) => line('mug', 1, { attributes: { note: [time, device, 'Hi'] } })
  const latest = now + 300_000
  for (const ahead of [set, note]) {
    const taken = take(NO_CART, ops({ [mug]: ahead(latest + 1) }, { SPRING: [latest + 1, device, true] }))
    expect(codes(taken)).toEqual({ [mug]: 'clock', 'coupon:SPRING': 'clock' })
    expect([taken.state.lines, taken.state.coupons]).toEqual([{}, {}])
    expect(take(NO_CART, ops({ [mug]: ahead(latest) }, { SPRING: [latest, device, true] })).refused).toEqual({})
  }
})

test('what is not sold cannot be added, but taken away', () => {
  const isKnown = ({ product }: { product: string }): boolean => product !== 'mug'
  expect(codes(take(NO_CART, ops({ [mug]: line('mug', 1) }), { isKnown }))).toEqual({ [mug]: 'unknown_product' })
  const { state } = take(NO_CART, ops({ [mug]: line('mug', 2) }))
  const fewer = take(state, ops({ [mug]: line('mug', 2, { cart: [{ [device]: [2, 1] }] }) }, {}, 2), { isKnown })
  expect([counts(fewer.state), fewer.refused]).toEqual([[['mug', 1]], {}])
})

test.each([
  ['pieces', { quantity: 3 }, line('mug', 4)],
  ['attributes', { attributes: 1 }, line('mug', 1, { attributes: { a: [1, device, 'x'], b: [1, device, 'y'] } })],
  ['an attribute', { attributeBytes: 9 }, line('mug', 1, { attributes: { note: [1, device, 'x'.repeat(6)] } })],
  ['all there is', { bytes: 300 }, line('mug', 1, { attributes: { note: [1, device, 'x'.repeat(200)] } })],
])('more than the limit of %s is refused', (_, limits, value) => {
  const taken = take(NO_CART, ops({ [mug]: value }), { limits })
  expect(codes(taken)).toEqual({ [mug]: 'limit_exceeded' })
  expect(take(NO_CART, ops({ [mug]: line('mug', 1) }), { limits }).refused).toEqual({})
})

test('more lines than the limit are refused, and a removed one makes room', () => {
  const [a, b] = [lineKey('a', {}), lineKey('b', {})]
  const limits = { lines: 1 }
  const taken = take(NO_CART, ops({ [a]: line('a', 1), [b]: line('b', 1) }), { limits })
  expect(codes(taken)).toEqual({ [b]: 'limit_exceeded' })
  const empty = line('a', 1, { cart: [{ [device]: [1, 1] }] })
  expect(counts(take(taken.state, ops({ [a]: empty, [b]: line('b', 1) }, {}, 2), { limits }).state)).toEqual([['b', 1]])
})

test('a coupon whose name is too long, or has no room, is refused', () => {
  const coupon = { [`LONG${'X'.repeat(60)}`]: [1, device, true] }
  for (const limits of [{ attributeBytes: 60 }, { bytes: 60 }])
    expect(Object.values(codes(take(NO_CART, ops({}, coupon), { limits })))).toEqual(['limit_exceeded'])
})

test('what is left of a removed line is dropped after 60 days, and at once where there is no room', () => {
  const phone = openDevice(1)
  phone.add('mug', 1)
  phone.edit({ key: mug, list: 'cart', to: 0 })
  const { state } = take(NO_CART, phone.send())
  expect([Object.keys(state.lines), state.deadSince]).toEqual([[mug], { [mug]: now }])
  const day = 24 * 3_600_000
  const after = (days: number) => take(state, ops({}, {}, days), { now: now + days * day }).state
  expect(Object.keys(after(59).lines)).toEqual([mug])
  expect([after(60).lines, after(60).deadSince, after(60).version]).toEqual([{}, {}, 2])
  const pen = lineKey('pen', {})
  const full = take(state, ops({ [pen]: line('pen', 1) }, {}, 2), { limits: { bytes: 200 } })
  expect([counts(full.state), Object.keys(full.state.lines)]).toEqual([[['pen', 1]], [pen]])
})

test('so many devices are remembered as were heard of last; one that is forgotten sends all again, and nothing changes', () => {
  const phone = openDevice(1)
  phone.add('mug', 1)
  let { state } = take(NO_CART, phone.send())
  const version = state.version
  for (let other = 0; other < 200; other++)
    state = take(state, { ...ops({}), device: other.toString(16).padStart(16, '0') }).state
  expect(state.devices).toHaveLength(200)
  expect(sequenceOf(state, phone.id)).toBe(0)
  expect(take(state, phone.send())).toMatchObject({ acknowledged: 1, state: { version } })
})
