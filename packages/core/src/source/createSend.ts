import { isText } from '../checkMembers.ts'
import { HoldfastError } from '../HoldfastError.ts'
import type { PageContext } from './Source.ts'

export interface CsrfOptions {
  /** What carries the token, such as `X-CSRF-Token`. */
  readonly header: string
  /**
   * Gives the token at the moment of sending. Called once more, with the token that was refused, where the server answers
   * 403 or 419: another tab may have had it changed. The request is sent again if the token is another one then. What the
   * promise rejects with, the request does.
   */
  readonly token: (refused?: string) => string | Promise<string>
}

/** Sends a request; one that may change something on the page's own origin has the token, and follows no redirect. */
export type Send = (request: Request, page: PageContext) => Promise<Response>

/** @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html */
export function createSend(csrf: CsrfOptions | undefined): Send {
  const transmit: Send = (request, { fetch }) => fetch(request, { signal: request.signal })
  if (!csrf) return transmit
  const { header, token } = csrf

  async function readToken({ signal }: Request, refused?: string): Promise<string> {
    signal.throwIfAborted()
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    })
    // A token that could not be fetched tells by its own error what stood in the way.
    const text = await Promise.race([ask(refused), aborted])
    if (isText(text)) return text
    throw missing()
  }

  /** A TypeError thrown here must not pass for a network that failed. */
  function ask(refused?: string): string | Promise<string> {
    try {
      return token(refused)
    } catch (cause) {
      throw missing(cause)
    }
  }

  function withToken(request: Request, value: string): Request {
    // A redirect would carry the header along, to another origin too; browsers drop only Authorization there.
    const redirect = request.redirect === 'follow' ? 'manual' : request.redirect
    const copy = new Request(request, { redirect })
    copy.headers.set(header, value)
    return copy
  }

  return async (request, page) => {
    const { method, headers, url } = request
    const isSafe = /^(GET|HEAD|OPTIONS)$/.test(method)
    if (isSafe || headers.has(header) || new URL(url).origin !== page.origin) return transmit(request, page)
    const spare = request.clone()
    const first = await readToken(request)
    const response = await transmit(withToken(request, first), page)
    if (![403, 419].includes(response.status)) return response
    const next = await readToken(spare, first)
    if (next === first) return response
    await response.body?.cancel()
    return transmit(withToken(spare, next), page)
  }
}

function missing(cause?: unknown): HoldfastError {
  const message = 'csrf.token() threw or gave no text; look where it reads the token.'
  return new HoldfastError('ANSWER_INVALID', message, { cause })
}
