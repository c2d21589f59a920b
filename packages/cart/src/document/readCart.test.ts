import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toLimits } from '../Limits.ts'
import { lineKey } from '../line/lineKey.ts'
import { takeSteps } from '../step/takeSteps.ts'
import { linesOf } from '../view/linesOf.ts'
import { type CartContent, EMPTY } from './CartDocument.ts'
import { readCart } from './readCart.ts'
import { readContent } from './readContent.ts'

const limits = toLimits()
const device = '00000000000000aa'
const key = lineKey('mug', { size: 'L' })
const line = { product: 'mug', identity: { size: 'L' } }

const [cart] = takeSteps(
  EMPTY,
  [
    { key, list: 'cart', by: 2, line },
    { key, list: 'saved', to: 1 },
    { key, name: 'note', text: 'Hi' },
    { key, name: 'card', text: null },
    { code: 'SPRING', isOn: true },
  ],
  { id: device, now: 1_000 },
  limits,
)

const shown = (document: CartContent | null) =>
  document &&
  linesOf(
    { id: device, ...document },
    'cart',
    { quoteOf: () => null, syncOf: () => 'local', origins: new WeakMap() },
    [],
  )

test('a cart comes back as it was', () => {
  expect(readCart(JSON.parse(JSON.stringify(cart)))).toEqual(cart)
})

test.each([undefined, null, 7, 'text', [], {}, { id: '', lines: [], coupons: {} }, { ...cart, id: '__proto__' }])(
  '%j is no cart',
  (value) => {
    expect(readCart(value)).toBeNull()
  },
)

test('a line that makes no sense is left out, and the others stay', () => {
  const planted = { constructor: cart.lines[key], '0000000000000001': { product: 7 }, '0000000000000002': null }
  const read = readCart({ ...cart, lines: { ...cart.lines, ...planted } })
  expect(read).toEqual(cart)
})

test.each([
  ['-1 piece', -1],
  ['half a piece', 0.5],
  ['no number', 'x'],
  ['more than anybody wants', 1e300],
])('%s is not believed', (_, count) => {
  const cartNow = cart.lines[key]!
  const sums = { ...cartNow, cart: [{ [device]: [count, 0] }], saved: [{}, [1, device, count, {}]] }
  expect(readCart({ ...cart, lines: { [key]: sums } })?.lines[key]).toMatchObject({ cart: [{}], saved: [{}] })
})

test('what was set more than 5 minutes ahead of the clock is not taken from elsewhere', () => {
  const [ahead] = takeSteps(
    cart,
    [
      { key, list: 'cart', to: 9 },
      { key, name: 'note', text: 'Late' },
      { code: 'AUTUMN', isOn: true },
    ],
    { id: device, now: 301_001 },
    limits,
  )
  const read = readContent(ahead, 1_000 + 300_000)
  expect(shown(read)).toMatchObject([{ quantity: 2, attributes: {} }])
  expect(read?.coupons).toEqual(cart.coupons)
  expect(shown(readContent(ahead, 301_001))).toMatchObject([{ quantity: 9, attributes: { note: 'Late' } }])
})

test('whatever lies there, reading it throws nothing, and what is made of it can be shown and read again', () => {
  const anything = fc.anything({ withNullPrototype: true, maxDepth: 4 })
  const near = fc.record(
    {
      id: fc.constantFrom('', device),
      coupons: fc.dictionary(fc.string(), anything),
      lines: fc.dictionary(
        fc.constantFrom(key, '__proto__', 'toString'),
        fc.record(
          {
            product: fc.oneof(fc.string(), anything),
            identity: fc.oneof(fc.dictionary(fc.string(), fc.string()), anything),
            at: fc.oneof(fc.nat(), anything),
            cart: fc.oneof(fc.tuple(fc.dictionary(fc.constant(device), anything), anything), anything),
            saved: anything,
            attributes: fc.dictionary(fc.string(), anything),
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(anything, near), (value) => {
      const read = readCart(value)
      shown(read)
      if (read) expect(readCart(JSON.parse(JSON.stringify(read)))).toEqual(read)
    }),
  )
})
