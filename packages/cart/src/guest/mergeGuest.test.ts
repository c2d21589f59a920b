import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CartDocument, EMPTY } from '../document/CartDocument.ts'
import { mergeCarts } from '../document/mergeCarts.ts'
import { toLimits } from '../Limits.ts'
import { lineKey } from '../line/lineKey.ts'
import { countOf } from '../quantity/Quantity.ts'
import type { Step } from '../step/Step.ts'
import { takeSteps } from '../step/takeSteps.ts'
import { findMerged } from './findMerged.ts'
import { mergeGuest } from './mergeGuest.ts'
import { type Policy, toPolicy } from './Policy.ts'
import { takeBack } from './takeBack.ts'

const numRuns = Math.min(20_000, Number(process.env['HOLDFAST_HISTORIES'] ?? 300))
const limits = toLimits()
const [GUEST, ACCOUNT, NEW] = ['a', 'b', 'c'].map((digit) => digit.repeat(16)) as [string, string, string]
const keyOf = (product: string) => lineKey(product, {})
const take = (cart: CartDocument, id: string, ...steps: readonly Step[]) =>
  takeSteps(cart, steps, { id, now: 1 }, limits)[0]
const add = (product: string, by: number, list: 'cart' | 'saved' = 'cart'): Step => ({
  key: keyOf(product),
  list,
  by,
  line: { product, identity: {} },
})
const merge = (guest: CartDocument, account: CartDocument, policy: Policy = 'max') =>
  mergeGuest(guest, account, toPolicy(policy), limits, NEW)
const quantities = ({ lines }: CartDocument, list: 'cart' | 'saved' = 'cart') =>
  Object.fromEntries(Object.values(lines).map((line) => [line.product, countOf(line[list])]))

const guest = take(EMPTY, GUEST, add('mug', 2), add('pen', 5), add('cup', 1))
const account = take(EMPTY, ACCOUNT, add('mug', 4), add('pen', 3), add('hat', 1), add('bag', 7))

test.each<[Policy, readonly [mug: number, pen: number]]>([
  ['max', [4, 5]],
  ['sum', [6, 8]],
  ['guest', [2, 5]],
  ['account', [4, 3]],
  [(mine, theirs) => mine * theirs, [8, 15]],
])('by %s, lines of both become one, and lines of one stay, however often it is done', (policy, [mug, pen]) => {
  const isFunction = typeof policy === 'function'
  const expected = { mug, pen, hat: 1, bag: 7, cup: isFunction ? 0 : 1 }
  const once = merge(guest, account, policy)
  expect(quantities(once)).toEqual(expected)
  expect(merge(guest, once, policy)).toEqual(once)
  // Two that did it at once, and one that lags.
  expect(quantities(mergeCarts(merge(guest, account, policy), mergeCarts(account, once)))).toEqual(expected)
})

test('what the guest saved for later is saved for later, the larger number of both', () => {
  const saved = take(guest, GUEST, add('mug', 3, 'saved'))
  expect(quantities(merge(saved, account, 'sum'), 'saved')['mug']).toBe(3)
  expect(quantities(merge(saved, take(account, ACCOUNT, add('mug', 9, 'saved')), 'sum'), 'saved')['mug']).toBe(9)
})

test('what comes into an empty cart is not under a name that later edits have', () => {
  const merged = merge(guest, EMPTY)
  expect(merged.id).toBe(NEW)
  expect(quantities(merged)).toEqual(quantities(guest))
})

test('no line has more than the limit, and none gets fewer for it', () => {
  const many = take(EMPTY, ACCOUNT, add('mug', 9_000))
  expect(quantities(merge(take(EMPTY, GUEST, add('mug', 5_000)), many, 'sum'))).toEqual({ mug: 9_999 })
})

test.each([-1, 0.5, Number.NaN, '7'])(
  'a policy that says %j is refused, so that both carts stay as they are',
  (count) => {
    const refused = expect.objectContaining({ code: 'RECORD_INVALID' })
    expect(() => merge(guest, account, () => count as number)).toThrow(refused)
  },
)

test('what it did is told, and can be taken back without what was done since', () => {
  const merged = merge(guest, account)
  expect(findMerged(account, GUEST)).toEqual({ added: 0, changed: [] })
  expect(findMerged(merged, GUEST)).toEqual({ added: 1, changed: [keyOf('pen'), keyOf('cup')] })
  const later = take(merged, ACCOUNT, add('pen', 2), { key: keyOf('cup'), list: 'cart', to: 3 })
  const back = takeBack(later, GUEST)
  expect(quantities(back)).toEqual({ mug: 4, pen: 5, hat: 1, bag: 7, cup: 3 })
  expect(takeBack(back, GUEST)).toEqual(back)
  // Nor does a copy that lags, or doing it once more, bring it back.
  expect(quantities(mergeCarts(back, merged))).toEqual(quantities(back))
  expect(merge(guest, back)).toEqual(back)
})

test('whatever is in the carts, merging twice is merging once, and taking it back leaves the account', () => {
  const products = ['mug', 'pen', 'cup']
  const aCart = (id: string) =>
    fc
      .array(fc.record({ product: fc.constantFrom(...products), by: fc.integer({ min: -3, max: 9 }) }), {
        maxLength: 6,
      })
      .map((items) => take(EMPTY, id, ...items.map(({ product, by }) => add(product, by))))
  const aPolicy = fc.constantFrom<Policy>('max', 'sum', 'guest', 'account')
  fc.assert(
    fc.property(aCart(GUEST), aCart(ACCOUNT), aPolicy, (mine, theirs, policy) => {
      const once = merge(mine, theirs, policy)
      expect(merge(mine, once, policy)).toEqual(once)
      const shown = (cart: CartDocument) =>
        Object.entries(quantities(cart))
          .filter(([, count]) => count)
          .sort()
      expect(shown(takeBack(once, GUEST))).toEqual(shown(theirs))
    }),
    { numRuns },
  )
})
