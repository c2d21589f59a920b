import { expect, test } from 'vitest'
import { nextRow } from './nextRow.ts'
import { toRow } from './toRow.ts'

const at = (now: number) => ({ now: () => now, monotonic: () => 0, setTimer: () => () => {} })
const row = (generation: number) => ({ generation, version: 1, data: null })

test('a number that somebody planted loses no update (invariants 5, 10)', () => {
  for (const planted of [2 ** 53 - 2, 2 ** 52, 2 ** 52 - 1, 2 ** 52 - 2, -1]) {
    let now = toRow(row(planted))
    for (const data of ['one', 'two', 'three']) {
      now = toRow(nextRow(now, { version: 1, data }, at(1_000)))
      expect(now).toMatchObject({ data })
    }
  }
})

test.each([
  ['begins at the time, so that it does not repeat across a wipe', null, 1_000.7, 1_000],
  ['grows within a millisecond', 1_000, 1_000.9, 1_001],
  ['grows though the clock was set back', 5_000, 1_000, 5_001],
  ['is never below the time, so that it tells when the row was last written', 1_000, 5_000, 5_000],
])('a number %s', (_name, before, now, next) => {
  const draft = { version: 1, data: 'new' }
  expect(nextRow(before === null ? null : row(before), draft, at(now))).toEqual({ ...draft, generation: next })
})
