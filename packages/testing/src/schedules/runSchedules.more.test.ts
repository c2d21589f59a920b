import { expect, test } from 'vitest'
import { runSchedules } from './runSchedules.ts'

// A file of its own, for a core of its own.
test.each([1001, 1251, 1501, 1751])(
  '250 schedules from %i keep invariants 1–6, 8, 11 and 13',
  async (first) => {
    await expect(runSchedules(first, first + 249)).resolves.toBeUndefined()
  },
  600_000,
)
