import { HoldfastError, isHoldfastError, type Platform } from '@holdfast/core'

const BASE = 500
const CAP = 30_000
const MOST = 600_000

/**
 * How long to wait before the next try, in milliseconds: full jitter over a doubling range, or what the server asked
 * for if that is longer.
 * @see https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export function retryDelay(crypto: Platform['crypto'], failures: number, { detail }: HoldfastError): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1))
  const jitter = (random / 2 ** 32) * Math.min(CAP, BASE * 2 ** failures)
  return Math.min(MOST, Math.max(jitter, Object(detail).retryAfter ?? 0))
}

/** Names what stood in the way. `fetch` rejects with a TypeError when the network does not carry the request. */
export function toTrouble(cause: unknown): HoldfastError {
  if (isHoldfastError(cause)) return cause
  return cause instanceof TypeError
    ? new HoldfastError('OFFLINE', 'The network did not carry the cart; it goes when it can.', { cause })
    : new HoldfastError('SERVER_UNAVAILABLE', "The cart's server failed, see the cause; it is tried again.", { cause })
}
