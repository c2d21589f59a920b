import { expect, test } from 'vitest'
import { nextRow } from './nextRow.ts'

const at = (now: number) => ({ now: () => now, monotonic: () => 0, setTimer: () => () => {} })
const row = (generation: number) => ({ generation, version: 1, data: null })

test.each([
  ['begins at the time, so that it does not repeat across a wipe', null, 1_000.7, 1_000],
  ['grows within a millisecond', 1_000, 1_000.9, 1_001],
  ['grows though the clock was set back', 5_000, 1_000, 5_001],
  ['is never below the time, so that it tells when the row was last written', 1_000, 5_000, 5_000],
])('a number %s', (_name, before, now, next) => {
  const draft = { version: 1, data: 'new' }
  expect(nextRow(before === null ? null : row(before), draft, at(now))).toEqual({ ...draft, generation: next })
})
