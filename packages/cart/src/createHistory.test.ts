import { expect, test } from 'vitest'
import { createHistory } from './createHistory.ts'
import type { Step } from './step/Step.ts'

const step = (to: number): Step => ({ key: 'a', list: 'cart', to })

test('edits of one thing within a second of each other are one gesture, others are not', () => {
  const history = createHistory()
  const note = (subject: string, now: number, to: number) => {
    const entry = history.add(subject, now)
    entry.cart = 'cart'
    entry.steps = [step(to)]
  }
  note('mug', 0, 1)
  note('mug', 900, 2)
  note('mug', 1_800, 3)
  note('mug', 2_900, 4)
  note('pen', 2_950, 5)
  note('', 2_960, 6)
  note('', 2_970, 7)
  const taken = (): unknown => history.take('undo')?.steps.map((one) => ('to' in one ? one.to : null))
  expect([taken(), taken(), taken(), taken(), taken(), taken()]).toEqual([[7], [6], [5], [4], [3, 2, 1], undefined])
})

test('an edit that was not made is not undone, and a new one ends what could be redone', () => {
  const history = createHistory()
  const first = history.add('mug', 0)
  first.cart = 'cart'
  history.drop(history.add('pen', 0))
  expect(history.has('undo', 'cart')).toBe(true)
  expect(history.has('undo', 'other')).toBe(false)
  const back = history.take('undo')!.back
  back.cart = 'cart'
  expect([history.has('undo', 'cart'), history.has('redo', 'cart')]).toEqual([false, true])
  history.add('pen', 0)
  expect(history.has('redo', 'cart')).toBe(false)
})
