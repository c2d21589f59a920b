import type { CartLine } from '@holdfast/cart'
import { expect, test } from 'vitest'
import { describeLine } from './assets/shared/basket/describeLine.js'
import { describeMerged } from './assets/shared/basket/describeMerged.js'
import { describeLineSync, describeSync } from './assets/shared/basket/describeSync.js'
import { readQuantity } from './assets/shared/basket/readQuantity.js'
import { toIdentity } from './assets/shared/basket/variants.js'

const euros = (minor: number) => ({ minor, currency: 'EUR', scale: 2 })
const line: CartLine = {
  key: 'a',
  productId: 'bell',
  identity: { engraving: 'Anna' },
  attributes: { note: 'Ahoy' },
  quantity: 3,
  quote: { unit: euros(250) },
  warnings: [],
  sync: 'queued',
}
const products = [{ sku: 'bell', name: "Ship's bell" }] as any

test('a line tells what it is, by what was chosen too, and what its pieces cost', () => {
  expect(describeLine(line, products)).toMatchObject({
    name: "Ship's bell, Anna",
    choice: 'Engraving: Anna',
    each: '€2.50 each',
    sum: '€7.50',
    note: 'Ahoy',
  })
  expect(describeLine({ ...line, quote: null }, [])).toMatchObject({ title: 'bell', each: 'no price yet', sum: '' })
})

test('warnings say what is, and what is wanted', () => {
  const warnings = [
    { kind: 'price', from: euros(200), to: euros(250) },
    { kind: 'stock', available: 2 },
    { kind: 'stock', available: 0 },
    { kind: 'min', limit: 4 },
  ] as const
  expect(describeLine({ ...line, warnings }, products).warnings.map(({ text }) => text)).toEqual([
    'The price has changed from €2.00 to €2.50.',
    'Only 2 left; 3 are wanted.',
    'Sold out at the moment.',
    'At least 4 have to be ordered.',
  ])
})

test('what waits is counted once for each line, and only while it waits', () => {
  const snapshot = { lines: [line, { ...line, key: 'b' }], saved: [line], sync: 'queued', activity: 'idle' } as const
  expect(describeSync(snapshot, false).text).toBe('Offline: 2 changes wait')
  expect(describeSync({ ...snapshot, activity: 'waiting' }, true).text).toBe('No answer: 2 changes wait')
  expect(describeSync({ ...snapshot, activity: 'syncing' }, true).text).toBe('')
  expect([describeLineSync('queued', 'syncing', true).text, describeLineSync('queued', 'idle', false).text]).toEqual([
    '',
    'Waits',
  ])
})

test('a merge is told by what it added, and by what it only made more of', () => {
  expect(describeMerged({ added: 3, changed: ['a', 'b', 'c'] })).toBe(
    'We put 3 things of your guest basket into yours.',
  )
  expect(describeMerged({ added: 1, changed: ['a', 'b'] })).toContain(
    'one thing of your guest basket into yours. There',
  )
  expect(describeMerged({ added: 0, changed: ['a'] })).toMatch(/^There is more of one in your basket/)
})

test.each(['', ' ', '0', '-1', '1.5', '1e9', 'NaN', 'two'])('%j is no number of pieces', (text) => {
  expect(readQuantity(text)).toEqual({ quantity: null, problem: expect.stringContaining('whole number') })
})

test('only what can be chosen of a product makes another line', () => {
  expect([toIdentity('bell', ' Anna '), toIdentity('bell', ' '), toIdentity('mug', 'Anna')]).toEqual([
    { engraving: 'Anna' },
    {},
    {},
  ])
})
