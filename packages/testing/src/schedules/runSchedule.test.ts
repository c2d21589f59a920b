import { expect, test } from 'vitest'
import { runSchedule } from './runSchedule.ts'

const BATCH = 250

for (let batch = 0; batch < 8; batch++) {
  const first = batch * BATCH + 1
  test(`schedules ${first} to ${first + BATCH - 1} keep the invariants (invariants 1–6, 11, 13)`, async () => {
    for (let seed = first; seed < first + BATCH; seed++) await expect(runSchedule(seed)).resolves.toBeUndefined()
  }, 120_000)
}
