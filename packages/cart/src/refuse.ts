import { type ErrorCode, HoldfastError } from '@holdfast/core'

/** Throws `code` with a sentence that says what to do instead. */
export function refuse(code: ErrorCode, message: string): never {
  throw new HoldfastError(code, message)
}
