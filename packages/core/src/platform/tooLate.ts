import { HoldfastError } from '../HoldfastError.ts'

/** What is thrown when `what` took longer than `limit` milliseconds. */
export function tooLate(what: string, limit: number): HoldfastError {
  return new HoldfastError('TIMEOUT', `${what} took longer than ${limit} ms; try again.`)
}
