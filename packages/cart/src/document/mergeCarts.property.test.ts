import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toLimits } from '../Limits.ts'
import { lineKey } from '../line/lineKey.ts'
import { countOf } from '../quantity/Quantity.ts'
import type { Step } from '../step/Step.ts'
import { takeSteps } from '../step/takeSteps.ts'
import { type CartDocument, EMPTY, type List } from './CartDocument.ts'
import { mergeCarts } from './mergeCarts.ts'
import { readCart } from './readCart.ts'

/** `npm run test:cart` runs 100 000 of each. */
const numRuns = Number(process.env['HOLDFAST_HISTORIES'] ?? 300)
const limits = toLimits()
const DEVICES = 4
const SKEW = 200_000
const products = ['mug', 'pen']
const keys = products.map((product) => lineKey(product, {}))

const aDevice = fc.nat(DEVICES - 1)
const aLine = fc.nat(products.length - 1)
const aList = fc.constantFrom<List>('cart', 'saved')
const anAdd = fc.record({
  type: fc.constant('by' as const),
  device: aDevice,
  line: aLine,
  list: aList,
  count: fc.integer({ min: 1, max: 9 }),
})
const anEdit = fc.oneof(
  anAdd,
  fc.record({ ...parts(), type: fc.constant('by' as const), count: fc.integer({ min: -9, max: -1 }) }),
  fc.record({ ...parts(), type: fc.constant('to' as const), count: fc.oneof(fc.constant(0), fc.nat(9)) }),
  fc.record({ ...parts(), type: fc.constant('text' as const), count: fc.integer({ min: -1, max: 3 }) }),
  fc.record({ ...parts(), type: fc.constant('coupon' as const), count: fc.nat(1) }),
)
/** `age`: how many copies of the sender's are passed over: what is on the way is late, lost, twice, or in another order. */
const aMessage = fc.record({ type: fc.constant('message' as const), from: aDevice, to: aDevice, age: fc.nat(3) })
const skews = fc.array(fc.integer({ min: -SKEW, max: SKEW }), { minLength: DEVICES, maxLength: DEVICES })

function parts() {
  return { device: aDevice, line: aLine, list: aList }
}
type Edit = typeof anEdit extends fc.Arbitrary<infer T> ? T : never
type Message = typeof aMessage extends fc.Arbitrary<infer T> ? T : never

function toStep({ type, line, list, count }: Edit): Step {
  const key = keys[line]!
  const added = { product: products[line]!, identity: {} }
  if (type === 'by') return { key, list, by: count, line: added }
  if (type === 'to') return { key, list, to: count }
  if (type === 'text') return { key, name: 'note', text: count < 0 ? null : `note ${count}` }
  return { code: 'SPRING', isOn: count === 1 }
}

const countIn = (cart: CartDocument, line: number, list: List): number => {
  const found = cart.lines[keys[line]!]
  return found ? countOf(found[list]) : 0
}

/** Lets four devices edit and hear of each other, and returns all copies that there ever were. */
function play(events: readonly (Edit | Message)[], clocks: readonly number[]): CartDocument[][] {
  const copies = clocks.map((): CartDocument[] => [EMPTY])
  events.forEach((event, index) => {
    const own = copies[event.type === 'message' ? event.to : event.device]!
    const before = own.at(-1)!
    if (event.type === 'message') {
      const sent = readCart(JSON.parse(JSON.stringify(copies[event.from]!.at(-1 - event.age) ?? EMPTY)))
      if (sent) own.push(mergeCarts(before, sent))
      return
    }
    const isNew = !before.lines[keys[event.line]!]
    if (isNew && event.type !== 'by' && event.type !== 'coupon') return
    const actor = { id: `000000000000000${event.device}`, now: 1_000_000 + index + clocks[event.device]! }
    const [after] = takeSteps(before, [toStep(event)], actor, limits)
    own.push(after)
    const [was, is] = [before, after].map((cart) => countIn(cart, event.line, event.list))
    if (event.type === 'by') expect(is).toBe(Math.max(0, was! + event.count))
    if (event.type === 'to') expect(is).toBe(event.count)
    if (event.type === 'text')
      expect(after.lines[keys[event.line]!]!.attributes['note']?.[2]).toBe(
        event.count < 0 ? null : `note ${event.count}`,
      )
    if (event.type === 'coupon') expect(after.coupons['SPRING']?.[2]).toBe(event.count === 1)
  })
  return copies
}

/** What a copy says, without its own name. */
const said = ({ lines, coupons }: CartDocument) => ({ lines, coupons })
const mergeAll = (carts: readonly CartDocument[]): CartDocument => carts.reduce(mergeCarts)

const histories = fc.tuple(fc.array(fc.oneof(anEdit, aMessage), { maxLength: 24 }), skews)

test('merging is commutative, associative and idempotent, and every device sees what it wrote', () => {
  fc.assert(
    fc.property(histories, fc.nat(), ([events, clocks], seed) => {
      const copies = play(events, clocks)
      const [a, b, c] = [0, 1, 2].map((index) => {
        const own = copies[(seed + index) % DEVICES]!
        return own[(seed >> index) % own.length]!
      }) as [CartDocument, CartDocument, CartDocument]
      expect(said(mergeCarts(a, b))).toEqual(said(mergeCarts(b, a)))
      expect(said(mergeCarts(a, mergeCarts(b, c)))).toEqual(said(mergeCarts(mergeCarts(a, b), c)))
      expect(mergeCarts(a, a)).toEqual(a)
      const last = copies.map((own) => own.at(-1)!)
      const all = mergeAll(last)
      // In any order, with what is old again in between.
      expect(said(mergeAll([...last].reverse()))).toEqual(said(all))
      expect(said(mergeAll([all, ...copies.flat()]))).toEqual(said(all))
    }),
    { numRuns },
  )
})

test('where everybody only adds, every piece is there at the end, once', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anAdd, aMessage), { maxLength: 24 }), skews, (events, clocks) => {
      const all = mergeAll(play(events, clocks).map((own) => own.at(-1)!))
      for (const line of [0, 1]) {
        for (const list of ['cart', 'saved'] as const) {
          const adds = events.flatMap((event) => (event.type === 'by' ? [event] : []))
          const own = adds.filter((event) => event.line === line && event.list === list)
          expect(countIn(all, line, list)).toBe(own.reduce((sum, { count }) => sum + count, 0))
        }
      }
    }),
    { numRuns },
  )
})

test('what was added on another device meanwhile is there after a removal', () => {
  fc.assert(
    fc.property(fc.array(anEdit, { maxLength: 9 }), skews, fc.integer({ min: 1, max: 9 }), (events, clocks, count) => {
      const start = mergeAll(play(events, clocks).map((own) => own.at(-1)!))
      const key = keys[0]!
      const line = { product: products[0]!, identity: {} }
      const [base] = takeSteps(start, [{ key, list: 'cart', by: 1, line }], { id: '0000000000000009', now: 0 }, limits)
      const step = (device: number, taken: Step): CartDocument =>
        takeSteps(
          { ...base, id: `000000000000000${device}` },
          [taken],
          { id: '', now: clocks[device]! + 2e6 },
          limits,
        )[0]
      const removed = step(0, { key, list: 'cart', to: 0 })
      const added = step(1, { key, list: 'cart', by: count })
      expect(countIn(mergeCarts(removed, added), 0, 'cart')).toBe(count)
    }),
    { numRuns },
  )
})
