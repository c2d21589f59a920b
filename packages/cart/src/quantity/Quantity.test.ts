import { expect, test } from 'vitest'
import { changeQuantity, setQuantity } from './changeQuantity.ts'
import { countOf, mergeQuantities, NONE, type Quantity, rawOf } from './Quantity.ts'

const change = (quantity: Quantity, by: number, device: string, now = 0) => changeQuantity(quantity, by, device, now)
const three = change(NONE, 3, 'a')

test('what two devices add counts, each once, however often the copies meet', () => {
  const there = change(three, 2, 'b')
  const here = change(three, 1, 'a')
  const both = mergeQuantities(here, there)
  expect(countOf(both)).toBe(6)
  expect(mergeQuantities(both, there)).toEqual(both)
  expect(mergeQuantities(there, here)).toEqual(both)
})

test('what is added elsewhere meanwhile survives a removal', () => {
  const removed = setQuantity(three, 0, 'a', 5)
  const added = change(three, 1, 'b')
  expect(countOf(mergeQuantities(removed, added))).toBe(1)
})

test('of two that set it the later counts, and of one moment always the same', () => {
  const early = setQuantity(three, 7, 'a', 10)
  const late = setQuantity(three, 2, 'b', 11)
  expect(countOf(mergeQuantities(early, late))).toBe(2)
  const same = setQuantity(three, 9, 'b', 10)
  expect(mergeQuantities(early, same)).toEqual(mergeQuantities(same, early))
  expect(countOf(mergeQuantities(early, same))).toBe(9)
})

test('what is set here counts here, though the clock has gone back, or the other one was ahead', () => {
  const ahead = setQuantity(three, 7, 'b', 200_000)
  const own = setQuantity(ahead, 2, 'a', 0)
  expect(countOf(own)).toBe(2)
  expect(countOf(mergeQuantities(ahead, own))).toBe(2)
})

test('nothing below 0 is shown, and what is missing does not swallow what is added later', () => {
  const short = mergeQuantities(change(three, -3, 'a'), change(three, -2, 'b'))
  expect([rawOf(short), countOf(short)]).toEqual([-2, 0])
  expect(change(short, -1, 'a')).toBe(short)
  expect(countOf(change(short, 2, 'a'))).toBe(2)
})

test('no more is taken away than there is', () => {
  const none = change(three, -5, 'a')
  expect(rawOf(none)).toBe(0)
  expect(countOf(mergeQuantities(none, change(three, 1, 'b')))).toBe(1)
})

test('a base that comes before the sums it saw shows nothing twice', () => {
  const [, base] = setQuantity(three, 4, 'a', 5)
  expect(countOf([{}, base!])).toBe(4)
  expect(countOf(mergeQuantities([{}, base!], three))).toBe(4)
})
