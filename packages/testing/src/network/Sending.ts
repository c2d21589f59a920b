/** What of `fetch`'s arguments travels. */
export interface Sending {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly signal: AbortSignal | null
  readonly isWithCookies: boolean
  readonly isKeptAlive: boolean
  readBody(): Promise<string>
}

/** Reads `fetch`'s arguments as the page at `base` means them. */
export function toSending(input: RequestInfo | URL, init: RequestInit | undefined, base: string): Sending {
  const origin = new URL(base).origin
  const isPlain = !(input instanceof Request) && (init?.body == null || typeof init.body === 'string')
  if (isPlain) {
    const url = new URL(input, base)
    const headers = new Headers(init?.headers)
    const body = typeof init?.body === 'string' ? init.body : ''
    return {
      url,
      method: (init?.method ?? 'GET').toUpperCase(),
      headers,
      signal: init?.signal ?? null,
      isWithCookies: carriesCookies(init?.credentials, url, origin),
      isKeptAlive: init?.keepalive === true,
      readBody: async () => body,
    }
  }
  const request = new Request(input instanceof Request ? input : new URL(input, base), init)
  const url = new URL(request.url)
  return {
    url,
    method: request.method,
    headers: request.headers,
    signal: request.signal,
    isWithCookies: carriesCookies(request.credentials, url, origin),
    isKeptAlive: request.keepalive,
    readBody: () => request.text(),
  }
}

const carriesCookies = (credentials: RequestCredentials = 'same-origin', url: URL, origin: string): boolean =>
  credentials === 'include' || (credentials === 'same-origin' && url.origin === origin)
