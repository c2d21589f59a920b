import { isText } from '../checkMembers.ts'
import { type ErrorCode, HoldfastError } from '../HoldfastError.ts'

export type Rejection = 'SIGN_IN_REJECTED' | 'REFRESH_REJECTED'

/** Errors of RFC 6749 that a server may send with a 400 although nothing is wrong with the grant. */
const PASSING = ['temporarily_unavailable', 'server_error', 'slow_down']

const CODES: { readonly [status: number]: ErrorCode } = { 408: 'TIMEOUT', 429: 'RATE_LIMITED' }

/**
 * Reads the JSON of a response. A definite no (a status of `refusals`, and 422 to a sign-in, with JSON or nothing) throws
 * `rejection`; HTML is a proxy speaking, and that, like every other status, throws something to try again on.
 */
export async function readAnswer(
  response: Response,
  rejection: Rejection,
  refusals: readonly number[] = [400, 401, 403],
): Promise<unknown> {
  const { ok, status, headers } = response
  const text = await response.text()
  const body = parse(text)
  if (ok && body !== undefined) return body
  const isDefinite = refusals.includes(status) || (status === 422 && rejection === 'SIGN_IN_REJECTED')
  const isSaid = text.trim() === '' || Object(body) === body
  if (isDefinite && isSaid && !PASSING.includes((body as { error?: string } | undefined)?.error ?? '')) {
    const detail = text.length > 16_384 ? undefined : parse(text, redact)
    throw new HoldfastError(rejection, 'The server refused; say why, or sign in again.', { detail })
  }
  const code = ok ? 'ANSWER_INVALID' : (CODES[status] ?? 'SERVER_UNAVAILABLE')
  throw new HoldfastError(code, `The server answered ${status} and nothing to go by; try again.`, {
    detail: { status, retryAfter: readRetryAfter(headers) },
  })
}

/** Milliseconds; 0 where the server asked for none. A date is read against the server's own, since clocks differ. */
function readRetryAfter(headers: Headers): number {
  const text = headers.get('retry-after') as string
  // biome-ignore lint/style/noRestrictedGlobals: reads a header, not a clock
  const at = (date: string | null): number => Date.parse(date as string)
  const wait = Number(text) * 1_000 || at(text) - at(headers.get('date'))
  return wait > 0 && Number.isFinite(wait) ? wait : 0
}

function parse(text: string, revive?: typeof redact): unknown {
  try {
    return JSON.parse(text, revive)
  } catch {
    return undefined
  }
}

/** The server's words without what looks like a secret: what is named a token, and what is as long as one. */
function redact(key: string, value: unknown): unknown {
  return /token|secret|^__proto__$/i.test(key) || (isText(value) && value.length > 500) ? undefined : value
}
