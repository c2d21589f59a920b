import type { IncomingHttpHeaders } from 'node:http'

/** Reads the `Idempotency-Key` header; what is too long to be one counts as none. */
export function toIdempotencyKey(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['idempotency-key']
  return typeof key === 'string' && key !== '' && key.length <= 255 ? key : undefined
}
