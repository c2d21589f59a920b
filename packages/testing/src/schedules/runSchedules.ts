import { runSchedule } from './runSchedule.ts'

/** Runs the schedules of the seeds from `first` to `last`; rejects like the first that fails. */
export async function runSchedules(first: number, last: number): Promise<void> {
  const { stackTraceLimit } = Error
  // Most errors are part of the play; a schedule that fails tells its story by its trace.
  Error.stackTraceLimit = 0
  try {
    for (let seed = first; seed <= last; seed++) await runSchedule(seed)
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}
