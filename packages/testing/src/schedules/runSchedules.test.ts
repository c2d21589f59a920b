import { expect, test } from 'vitest'
import { runSchedules } from './runSchedules.ts'

test.each([1, 251, 501, 751])(
  '250 schedules from %i keep invariants 1–6, 8, 11 and 13',
  async (first) => {
    await expect(runSchedules(first, first + 249)).resolves.toBeUndefined()
  },
  600_000,
)
