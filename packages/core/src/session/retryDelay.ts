import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import type { Platform } from '../platform/Platform.ts'
import { RETRY_LIMIT } from './claimed.ts'

const BASE = 500
const CAP = 30_000

/**
 * How long to wait before the next try, in milliseconds: full jitter over a doubling range, or what the server asked
 * for if that is longer.
 * @see https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export function retryDelay({ crypto }: Pick<Platform, 'crypto'>, failures: number, error: unknown): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1))
  const jitter = (random / 2 ** 32) * Math.min(CAP, BASE * 2 ** failures)
  const { retryAfter = 0 } = Object((error as HoldfastError)?.detail)
  return Math.min(RETRY_LIMIT, Math.max(jitter, retryAfter))
}

/** Names what stood in the way. `fetch` rejects with a TypeError when the network does not carry the request. */
export function toTrouble(cause: unknown): HoldfastError {
  if (isHoldfastError(cause)) return cause
  return cause instanceof TypeError
    ? new HoldfastError('OFFLINE', 'The network did not carry the request; try again.', { cause })
    : new HoldfastError('SERVER_UNAVAILABLE', 'The source failed, see the cause; try again.', { cause })
}
