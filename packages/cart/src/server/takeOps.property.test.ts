import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Device, openDevice } from '../../test/openDevice.ts'
import { lineKey } from '../line/lineKey.ts'
import { countOf } from '../quantity/Quantity.ts'
import { type CartState, NO_CART } from './CartState.ts'
import { takeOps } from './takeOps.ts'
import { takeOrdered } from './takeOrdered.ts'

/** `npm run test:cart` runs 10 000: each is a whole exchange of many requests. */
const numRuns = Math.min(10_000, Number(process.env['HOLDFAST_HISTORIES'] ?? 300))
const now = 1_000_000
const products = ['mug', 'pen']
const aDevice = fc.nat(2)
const aProduct = fc.constantFrom(...products)
const anEvent = fc.oneof(
  fc.record({
    type: fc.constant('add' as const),
    device: aDevice,
    product: aProduct,
    count: fc.integer({ min: -3, max: 5 }),
  }),
  fc.record({ type: fc.constant('set' as const), device: aDevice, product: aProduct, count: fc.nat(5) }),
  fc.record({ type: fc.constant('coupon' as const), device: aDevice, product: aProduct, count: fc.nat(1) }),
  // `age`: how many requests of the device are passed over; `isLost`: the server hears it, and the device no answer.
  fc.record({ type: fc.constant('send' as const), device: aDevice, age: fc.nat(3), isLost: fc.boolean() }),
  fc.record({ type: fc.constant('order' as const), product: aProduct, count: fc.integer({ min: 1, max: 3 }) }),
)
type Event = typeof anEvent extends fc.Arbitrary<infer T> ? T : never

/** What the server has at the end, and all requests there ever were. */
function play(events: readonly Event[]): { state: CartState; devices: Device[]; sent: unknown[] } {
  const devices = [1, 2, 3].map(openDevice)
  const sent: unknown[][] = devices.map(() => [])
  let state = NO_CART
  events.forEach((event, index) => {
    if (event.type === 'order') {
      const id = index.toString(16).padStart(16, 'e')
      const ordered = takeOrdered(state, id, [{ key: lineKey(event.product, {}), quantity: event.count }], now)
      if ('state' in ordered) state = ordered.state
      return
    }
    const device = devices[event.device]!
    if (event.type === 'send') {
      sent[event.device]!.push(device.send())
      const taken = takeOps(state, sent[event.device]!.at(-1 - event.age) ?? device.send(), { now })!
      expect(taken.refused).toEqual({})
      state = taken.state
      if (!event.isLost) device.hear(state)
      return
    }
    const key = lineKey(event.product, {})
    const line = { product: event.product, identity: {} }
    if (event.type === 'coupon') device.edit({ code: 'SPRING', isOn: event.count === 1 }, now + index)
    else if (event.type === 'add' && event.count) device.edit({ key, list: 'cart', by: event.count, line }, now + index)
    else if (device.cart().lines[key] && event.type === 'set')
      device.edit({ key, list: 'cart', to: event.count }, now + index)
  })
  return { state, devices, sent: sent.flat() }
}

const said = ({ lines, coupons }: Pick<CartState, 'lines' | 'coupons'>) => ({ lines, coupons })
const takeAll = (state: CartState, bodies: readonly unknown[]): CartState =>
  bodies.reduce<CartState>((before, body) => takeOps(before, body, { now })!.state, state)

test('requests of several devices that come twice, late, in another order or not at all end in the same cart', () => {
  fc.assert(
    fc.property(fc.array(anEvent, { maxLength: 24 }), fc.array(fc.nat(), { maxLength: 24 }), (events, order) => {
      const { state, devices, sent } = play(events)
      const last = devices.map((device) => device.send())
      const end = takeAll(state, last)
      const again = order.map((at) => sent[at % (sent.length || 1)]).filter(Boolean)
      // Old ones in between, the last ones in another order, and all of it twice.
      const other = takeAll(state, [...again, ...[...last].reverse(), ...again, ...last])
      expect(said(other)).toEqual(said(end))
      expect(takeAll(end, [...sent, ...last]).version).toBe(end.version)
      for (const device of devices) {
        device.hear(end)
        expect(said(device.cart())).toEqual(said(end))
      }
    }),
    { numRuns },
  )
})

test('every piece that was added is in the cart or in an order, once', () => {
  const additions = fc.array(anEvent, { maxLength: 24 }).map((events) =>
    events.flatMap((event): Event[] => {
      if (event.type === 'set' || event.type === 'coupon') return []
      return [event.type === 'add' ? { ...event, count: Math.abs(event.count) + 1 } : event]
    }),
  )
  fc.assert(
    fc.property(additions, (events) => {
      const { state, devices } = play(events)
      const end = takeAll(
        state,
        devices.map((device) => device.send()),
      )
      for (const product of products) {
        const line = end.lines[lineKey(product, {})]
        const added = events.reduce(
          (sum, event) => sum + (event.type === 'add' && event.product === product ? event.count : 0),
          0,
        )
        const ordered = Object.values(line?.cart[0] ?? {}).reduce((sum, [, taken]) => sum + taken, 0)
        expect((line ? countOf(line.cart) : 0) + ordered).toBe(added)
      }
    }),
    { numRuns },
  )
})
