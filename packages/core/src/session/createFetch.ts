import type { Grant, SessionUser } from '../source/Source.ts'
import type { Core } from './Core.ts'
import type { Credentials } from './createCredentials.ts'
import type { Held } from './Held.ts'

/** How long after a refresh that a 401 asked for another 401 is simply returned, in milliseconds. */
const TAUGHT = 60_000

/** The platform's `fetch`, with the grant attached where the request stays within the trusted origins. */
export function createFetch<User extends SessionUser>(
  core: Core<User>,
  origins: readonly string[],
  credentials: Credentials<User>,
): typeof globalThis.fetch {
  const { platform, runtime, source } = core
  const trusted = [platform.origin, ...origins]

  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, platform.base)
    if (!trusted.includes(url.origin)) return platform.fetch(input, init)
    const request = new Request(input instanceof Request ? input : url, init)
    const calls = runtime.getCallSignal()
    const waiting = { signal: request.signal }
    const held = await credentials.get(waiting)
    calls.throwIfAborted()
    // Who asks is what a cookie says when the request leaves.
    if (!held) return transmit(source.isServerHeld ? bind(request, calls) : request)
    const copy = canReplay(request, init) ? request.clone() : null
    const response = await send(request, held, calls)
    const again = copy && (await source.retry?.(copy.clone(), response, held.grant))
    if (again) return transmit(bind(again, calls))
    if (!copy || response.status !== 401 || !isWorthRefresh(response, held)) return response
    const renewed = await credentials.renew(held.grantId, true, waiting).catch(() => request.signal.throwIfAborted())
    if (!renewed || renewed.sessionId !== held.sessionId) return response
    await response.body?.cancel().catch(() => {})
    return send(copy, renewed, calls)
  }

  async function send(request: Request, held: Held<User>, calls: AbortSignal): Promise<Response> {
    const attached = await (source.attach ?? attachToken)(bind(request, calls), held.grant)
    calls.throwIfAborted()
    return transmit(attached)
  }

  async function transmit(request: Request): Promise<Response> {
    return source.send ? source.send(request, platform) : platform.fetch(request)
  }

  function isWorthRefresh(response: Response, held: Held<User>): boolean {
    // RFC 9470, RFC 6750: a newer token of the same kind would be refused as well.
    if (/insufficient_/.test(response.headers.get('www-authenticate') ?? '')) return false
    if (source.canRefresh?.(held.grant) === false) return false
    const { held: now } = runtime.getState()
    if (now !== held) return true
    return !held.isTaught || platform.clock.now() - held.receivedAt > TAUGHT
  }
}

function attachToken(request: Request, { tokens }: Grant): Request {
  if (tokens && !request.headers.has('authorization'))
    request.headers.set('authorization', `${tokens.type ?? 'Bearer'} ${tokens.accessToken}`)
  return request
}

/** The request, aborted too when the session that it began with is over. */
function bind(request: Request, calls: AbortSignal): Request {
  return new Request(request, { signal: AbortSignal.any([request.signal, calls]) })
}

/** A stream can be sent once only, and to what the app attached itself a refresh adds nothing. */
function canReplay(request: Request, init: RequestInit | undefined): boolean {
  return !(init?.body instanceof ReadableStream) && !request.headers.has('authorization')
}
