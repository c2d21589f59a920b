import { anything, checkMembers, isText, type Rules } from '../checkMembers.ts'
import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import { checkGrant } from '../session/checkGrant.ts'
import type { Fields } from './bearer.ts'
import { type CsrfOptions, createSend } from './createSend.ts'
import { readAnswer } from './readAnswer.ts'
import type { Grant, SessionUser, SignOutOptions, Source, SourceContext } from './Source.ts'

export interface ServerSessionOptions<User extends SessionUser, Input> {
  /**
   * Asks who is signed in: a GET that must neither be cached nor put off the session's end. Nobody is 401 with JSON or
   * nothing, or a body of which `user` makes `null`; whatever else is not an answer leaves all as it was.
   */
  readonly probe: string | ((context: SourceContext) => Promise<Response>)
  /**
   * Sends what was typed in, as JSON by POST; refused by 400, 401, 403 or 422 with JSON or nothing. Whether it came through
   * is what a probe says afterwards, so its answer needs no user and may be a redirect.
   */
  readonly signIn: string | ((input: Input, context: SourceContext) => Promise<Response>)
  /** Ends the session at the server, by POST; with `{ "everywhere": true }` if the user's others are to end as well. */
  readonly signOut:
    | string
    | ((context: SourceContext, options: Pick<SignOutOptions, 'everywhere'>) => Promise<Response>)
  /**
   * Puts off the session's end, by POST or by a function: done by one tab for all, only after somebody has used a page,
   * and once a quarter of `secondsLeft` has passed. Answers as the probe does, or anything.
   * @default only the app's own requests do that
   */
  readonly renew?: string | ((context: SourceContext) => Promise<Response>)
  /** Makes the user of the probe's JSON; `null`: nobody. */
  user(body: any): User | null
  /** Reads off the probe how many seconds the session has left, >= 0; `null`: not known. @default not known */
  secondsLeft?(body: any, response: Response): number | null
  /** Against cross-site request forgery: on every request that may change something on the page's own origin. */
  readonly csrf?: CsrfOptions
  /**
   * Whether this page load comes back from a sign-in that led to another page, so that the server is asked at once.
   * @default never
   */
  isReturning?(): boolean
}

/**
 * A server that keeps the session itself and gives the browser an HttpOnly cookie. Nothing is read off the cookie: who is
 * signed in is what the server answers. Throws `INVALID_OPTION`.
 */
export function serverSession<User extends SessionUser, Input = Fields>(
  options: ServerSessionOptions<User, Input>,
): Source<User, Input> {
  checkMembers('INVALID_OPTION', 'serverSession', options, optionRules)
  const { probe, signIn, signOut, renew, csrf, isReturning } = options
  const send = createSend(csrf)

  const protect = (context: SourceContext): SourceContext => ({
    ...context,
    fetch: (input, init) => {
      const signal = init?.signal ? AbortSignal.any([init.signal, context.signal]) : context.signal
      const target = input instanceof Request ? input : new URL(input, context.origin)
      return send(new Request(target, { ...init, signal }), context)
    },
  })

  const post = (url: string, { fetch }: SourceContext, body?: unknown, keepalive = false): Promise<Response> =>
    fetch(url, {
      ...alone,
      method: 'POST',
      keepalive,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })

  function toGrant(body: unknown, response: Response): Grant<User> | null {
    try {
      const user = body === null ? null : options.user(body)
      if (!user) return null
      const seconds = options.secondsLeft?.(body, response) ?? null
      return { user, lifetime: seconds === null ? null : Math.max(seconds, 1) * 1_000, tokens: null }
    } catch (cause) {
      throw new HoldfastError('ANSWER_INVALID', 'user() or secondsLeft() threw; let them cope with any JSON.', {
        cause,
      })
    }
  }

  async function ask(context: SourceContext): Promise<Grant<User>> {
    const response = await (isText(probe) ? context.fetch(probe, alone) : probe(context))
    checkResponse('probe', response)
    if (response.redirected || isRedirect(response) || Number(response.headers.get('age')) > 0)
      throw new HoldfastError(
        'ANSWER_INVALID',
        'The probe was redirected or answered from a cache; let the server answer it with JSON, 401 and no-store.',
      )
    const grant = toGrant(await readAnswer(response, 'REFRESH_REJECTED', [401]), response)
    if (grant) return checkGrant(grant)
    throw new HoldfastError('REFRESH_REJECTED', 'The server holds no session for this browser; show the sign-in form.')
  }

  /** Only the probe may say that it is over: a renewal is refused for other reasons too. */
  async function renewed(context: SourceContext): Promise<Grant<User> | null> {
    if (!renew) return null
    const response = await (isText(renew) ? post(renew, context) : renew(context))
    checkResponse('renew', response)
    if (!response.ok || response.redirected) return null
    try {
      const grant = toGrant(await response.json(), response)
      return grant && checkGrant(grant)
    } catch {
      return null
    }
  }

  const source: Source<User, Input> = {
    identity: isText(probe) ? probe : 'server-session',
    isServerHeld: true,
    isSliding: !!renew,
    send: async (request, page) => {
      const isOwn = new URL(request.url).origin === page.origin || request.credentials !== 'same-origin'
      const response = await send(isOwn ? request : new Request(request, { credentials: 'include' }), page)
      if (response.type === 'opaqueredirect' && request.redirect === 'follow')
        throw new HoldfastError(
          'UNTRUSTED_ORIGIN',
          'The server redirected a request with a CSRF token, which might take it elsewhere; answer without a redirect.',
        )
      return response
    },
    async signIn(input, given) {
      const context = protect(given)
      const response = await (isText(signIn) ? post(signIn, context, input) : signIn(input, context))
      checkResponse('signIn', response)
      if (!isRedirect(response) && !(await isEmpty(response))) await readAnswer(response, 'SIGN_IN_REJECTED')
      return ask(context).catch((cause) => {
        if (!isHoldfastError(cause, 'REFRESH_REJECTED')) throw cause
        const message = 'After the sign-in the server knows nobody: it refused, or the browser keeps no cookie for it.'
        throw new HoldfastError('SIGN_IN_REJECTED', message, { cause })
      })
    },
    async refresh(_grant, given) {
      const context = protect(given)
      return (context.isActive && (await renewed(context))) || ask(context)
    },
    restore: async (context) => ask(protect(context)),
    async revoke(_grant, given, { everywhere = false } = {}) {
      const context = protect(given)
      const body = everywhere ? { everywhere } : undefined
      const response = await (isText(signOut) ? post(signOut, context, body, true) : signOut(context, { everywhere }))
      checkResponse('signOut', response)
      // What the server does not know needs no end.
      if (!response.ok && response.type !== 'opaqueredirect' && response.status !== 401)
        await readAnswer(response, 'REFRESH_REJECTED', [])
    },
  }
  if (isReturning)
    source.resume = async (context) => {
      const grant = isReturning() ? await source.restore?.(context).catch(orNobody) : null
      return grant ? { grant, returnTo: null } : null
    }
  return source
}

const alone: RequestInit = { cache: 'no-store', credentials: 'include', headers: { accept: 'application/json' } }

/** What a form-based server answers to what has come through; where it leads is of no interest. */
function isRedirect({ type, redirected, ok }: Response): boolean {
  return type === 'opaqueredirect' || (redirected && ok)
}

async function isEmpty(response: Response): Promise<boolean> {
  return response.ok && (await response.clone().text()).trim() === ''
}

function checkResponse(name: string, response: unknown): void {
  if (!(response instanceof Response))
    throw new HoldfastError('ANSWER_INVALID', `serverSession: ${name}() must resolve with the Response.`)
}

function orNobody(error: unknown): null {
  if (isHoldfastError(error, 'REFRESH_REJECTED')) return null
  throw error
}

const urlOrFunction = (value: unknown): true | string =>
  isText(value) ||
  typeof value === 'function' ||
  "a URL such as '/session', or a function that resolves with a Response"
const optionRules: Rules = {
  probe: urlOrFunction,
  signIn: urlOrFunction,
  signOut: urlOrFunction,
  renew: (value) => value === undefined || urlOrFunction(value),
  user: (user) => typeof user === 'function' || "a function that makes { id } of the probe's JSON, or null",
  secondsLeft: anything,
  csrf: (csrf) =>
    !csrf ||
    (isText(csrf.header) && typeof csrf.token === 'function') ||
    "{ header: 'X-CSRF-Token', token: () => text }, with the header's name and a function",
  isReturning: anything,
}
