import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'

const MESSAGES = {
  STORAGE_UNAVAILABLE: 'This storage cannot be used here; put another behind it with firstOf().',
  STORAGE_FULL: 'The browser has no room left for this site; store less.',
  STORAGE_CORRUPT: 'The stored data made no sense and was set aside; look for other code that writes it.',
}

/** What a storage rejects with. */
export function storageError(code: keyof typeof MESSAGES, cause?: unknown): HoldfastError {
  return new HoldfastError(code, MESSAGES[code], { cause })
}

/** What a browser's storage threw, as a storage's own error. */
export function toStorageError(cause: unknown): HoldfastError {
  if (isHoldfastError(cause)) return cause
  const isFull = (cause as Error | null)?.name === 'QuotaExceededError'
  return storageError(isFull ? 'STORAGE_FULL' : 'STORAGE_UNAVAILABLE', cause)
}

export function throwStorageError(cause: unknown): never {
  throw toStorageError(cause)
}
