import { type ErrorCode, HoldfastError } from '../HoldfastError.ts'

type Rejection = 'SIGN_IN_REJECTED' | 'REFRESH_REJECTED'

/** Errors of RFC 6749 that a server may send with a 400 although nothing is wrong with the grant. */
const PASSING = ['temporarily_unavailable', 'server_error', 'slow_down']

/**
 * Reads the JSON of a response. A definite no (400, 401 or 403, and 422 to a sign-in, with JSON or nothing) throws
 * `rejection`; HTML is a proxy speaking, and that, like every other status, throws something to try again on.
 */
export async function readAnswer(response: Response, rejection: Rejection): Promise<unknown> {
  const { status } = response
  const text = await response.text()
  const body = parse(text)
  if (response.ok) {
    if (body === undefined) throw fail('ANSWER_INVALID', 'The server answered something that is not JSON', response)
    return body
  }
  const isDefinite = [400, 401, 403].includes(status) || (status === 422 && rejection === 'SIGN_IN_REJECTED')
  const isSaid = text.trim() === '' || (typeof body === 'object' && body !== null)
  const isPassing = PASSING.includes((body as { error?: string } | null | undefined)?.error ?? '')
  if (isDefinite && isSaid && !isPassing) {
    const what =
      rejection === 'SIGN_IN_REJECTED'
        ? 'The sign-in was refused; show why'
        : 'The session was ended by the server; sign in again'
    throw new HoldfastError(rejection, `${what}.`, { detail: redact(text) })
  }
  if (status === 429) throw fail('RATE_LIMITED', 'The server asks to slow down', response)
  if (status === 408) throw fail('TIMEOUT', 'The server gave up waiting', response)
  throw fail('SERVER_UNAVAILABLE', 'The server cannot answer now', response)
}

function fail(code: ErrorCode, what: string, response: Response): HoldfastError {
  const { status, headers } = response
  const detail = { status, retryAfter: readRetryAfter(headers) }
  return new HoldfastError(code, `${what} (status ${status}); it can be tried again.`, { detail })
}

/** Milliseconds; 0 where the server asked for none. A date is read against the server's own, since clocks differ. */
function readRetryAfter(headers: Headers): number {
  const text = headers.get('retry-after') ?? ''
  // biome-ignore lint/style/noRestrictedGlobals: reads a header, not a clock
  const at = (date: string | null): number => Date.parse(date ?? '')
  const wait = text.includes(':') ? at(text) - at(headers.get('date')) : Number(text) * 1_000
  return Number.isFinite(wait) ? Math.max(wait, 0) : 0
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The server's words without what looks like a secret: what is named a token, and what is as long as one. */
function redact(text: string): unknown {
  if (text.length > 16_384) return undefined
  try {
    return JSON.parse(text, (key, value: unknown) =>
      /token|secret/i.test(key) || (typeof value === 'string' && value.length > 500) || key === '__proto__'
        ? undefined
        : value,
    )
  } catch {
    return undefined
  }
}
