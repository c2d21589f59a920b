import { isHoldfastError } from '@holdfast/core'

/** What test runners know a failed expectation by. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError'
  readonly code = 'ERR_ASSERTION'
  readonly actual: unknown
  readonly expected: unknown

  constructor(message: string, actual?: unknown, expected?: unknown) {
    super(message)
    this.actual = actual
    this.expected = expected
  }
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message)
}

/** Compares as JSON. */
export function assertEqual(actual: unknown, expected: unknown, message: string): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (found !== wanted) throw new AssertionError(`${message}: expected ${wanted}, got ${found}.`, actual, expected)
}

/** Expects one of Holdfast's errors, with one of these codes. */
export function assertCode(error: unknown, codes: Parameters<typeof isHoldfastError>[1][], message: string): void {
  if (!isHoldfastError(error, ...codes)) {
    const found = isHoldfastError(error) ? error.code : String(error)
    throw new AssertionError(`${message}: expected ${codes.join(' or ')}, got ${found}.`, error, codes)
  }
}
