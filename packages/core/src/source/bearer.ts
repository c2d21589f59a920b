import { jwtDecode } from 'jwt-decode'
import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import { readAnswer } from './readAnswer.ts'
import type { Grant, SessionUser, Source, SourceContext, Tokens } from './Source.ts'
import type { Answer, TokenAnswer } from './TokenAnswer.ts'

/** The claims of a JWT: read, not verified. The server verifies; nothing may be allowed because of them alone. */
export interface Claims {
  readonly sub: string
  readonly [name: string]: unknown
}

/** What a form holds. */
export type Fields = { readonly [name: string]: string | number | boolean }

export interface BearerFunctions<Input, User extends SessionUser> {
  /** Asks for tokens. Resolve with the `Response`, or with the JSON of RFC 6749 made of it. */
  signIn(input: Input, context: SourceContext): Promise<Answer>
  /** Asks for new tokens; send `context.attempt` as `Idempotency-Key`, and through `context.fetch`. */
  refresh(tokens: Tokens, context: SourceContext): Promise<Answer>
  /** Ends the tokens at the server. */
  revoke?(tokens: Tokens, context: SourceContext): Promise<Response | void>
  /** Makes the user of the access token's claims (the ID token's, if that one cannot be read) and the answer. */
  user(claims: Claims, answer: TokenAnswer): User | Promise<User>
  /** Whether the refresh token is in the grant, or in an HttpOnly cookie that the browser sends. @default 'token' */
  refreshBy?: 'token' | 'cookie'
}

export interface BearerUrl<User extends SessionUser> {
  /** Speaks `POST {url}/sign-in`, `{url}/refresh` and `{url}/revoke`. */
  url: string
  user?(claims: Claims): User
  refreshBy?: 'token' | 'cookie'
}

const KNOWN = ['url', 'signIn', 'refresh', 'revoke', 'user', 'refreshBy']
/** The longest `expires_in` believed, in seconds: 31 days. */
const LONGEST = 31 * 86_400

/** A back end that hands out access tokens: RFC 6749 token answers, JWTs in the Authorization header. */
export function bearer<Input, User extends SessionUser>(options: BearerFunctions<Input, User>): Source<User, Input>
export function bearer<User extends SessionUser = Claims & SessionUser>(options: BearerUrl<User>): Source<User, Fields>
export function bearer(given: BearerFunctions<any, SessionUser> | BearerUrl<SessionUser>): Source<SessionUser, any> {
  checkBearer(given)
  const options = 'url' in given ? atUrl(given) : given
  const byCookie = given.refreshBy === 'cookie'

  async function refresh(tokens: Tokens, context: SourceContext): Promise<Grant> {
    return toGrant(await options.refresh(tokens, context), 'REFRESH_REJECTED', tokens)
  }

  async function toGrant(
    answer: Answer,
    rejection: 'SIGN_IN_REJECTED' | 'REFRESH_REJECTED',
    before?: Tokens,
  ): Promise<Grant> {
    const body = checkAnswer(answer instanceof Response ? await readAnswer(answer, rejection) : answer)
    const user = await makeUser(body)
    const refreshToken = byCookie ? undefined : (body.refresh_token ?? before?.refreshToken)
    const tokens = {
      accessToken: body.access_token,
      ...(refreshToken && { refreshToken }),
      ...(body.id_token && { idToken: body.id_token }),
    }
    return { user, lifetime: (body.expires_in as number) * 1_000, tokens }
  }

  /** A TypeError thrown here must not pass for a network that failed. */
  async function makeUser(answer: TokenAnswer): Promise<SessionUser> {
    try {
      return await options.user(decode(answer), answer)
    } catch (cause) {
      const message =
        'bearer could not make a user of the token answer; let user() cope with every claim that is missing.'
      throw new HoldfastError('ANSWER_INVALID', message, { cause })
    }
  }

  const source: Source<SessionUser, any> = {
    identity: 'url' in given ? given.url : '',
    signIn: async (input, context) => toGrant(await options.signIn(input, context), 'SIGN_IN_REJECTED'),
    canRefresh: ({ tokens }) => byCookie || !!tokens?.refreshToken,
    refresh: async ({ tokens }, context) => {
      if (!byCookie && !tokens?.refreshToken)
        throw new HoldfastError(
          'REFRESH_REJECTED',
          'The access token has expired and came without a refresh token; sign in again.',
        )
      return refresh(tokens ?? NO_TOKENS, context)
    },
  }
  if (byCookie) source.restore = (context) => refresh(NO_TOKENS, context)
  if (options.revoke) {
    source.revoke = async ({ tokens }, context) => {
      const response = await options.revoke?.(tokens ?? NO_TOKENS, context)
      // A server that does not know the token has nothing left to end.
      if (response && !response.ok)
        await readAnswer(response, 'REFRESH_REJECTED').catch((error) => {
          if (!isHoldfastError(error, 'REFRESH_REJECTED')) throw error
        })
    }
  }
  return source
}

const NO_TOKENS: Tokens = { accessToken: '' }

function atUrl({ url, user, refreshBy }: BearerUrl<SessionUser>): BearerFunctions<Fields, SessionUser> {
  const post = (path: string, body: unknown, { fetch, attempt }: SourceContext, keepalive = false): Promise<Response> =>
    fetch(`${url}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': attempt },
      body: JSON.stringify(body),
      cache: 'no-store',
      credentials: refreshBy === 'cookie' ? 'include' : 'same-origin',
      keepalive,
    })
  return {
    signIn: (input, context) => post('sign-in', input, context),
    refresh: ({ refreshToken }, context) => post('refresh', { refresh_token: refreshToken }, context),
    revoke: ({ refreshToken }, context) => post('revoke', { refresh_token: refreshToken }, context, true),
    user: user ?? ((claims) => ({ ...claims, id: claims.sub })),
  }
}

/** An opaque token has no claims; then `user` goes by the answer. */
function decode({ access_token, id_token }: TokenAnswer): Claims {
  for (const token of [access_token, id_token]) {
    try {
      const claims = jwtDecode<Claims>(token as string)
      // The payload of a JWT can be any JSON.
      if (Object(claims) === claims) return claims
    } catch {}
  }
  return { sub: '' }
}

function checkAnswer(body: unknown): TokenAnswer {
  const { access_token, refresh_token, id_token, expires_in, token_type } = (body ?? {}) as Partial<TokenAnswer>
  const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
  if (!isText(access_token)) invalid('access_token must be a text')
  if (refresh_token !== undefined && !isText(refresh_token)) invalid('refresh_token must be a text, where there is one')
  if (id_token !== undefined && !isText(id_token)) invalid('id_token must be a text, where there is one')
  if (token_type !== undefined && !(isText(token_type) && /^bearer$/i.test(token_type)))
    invalid('token_type must be Bearer')
  if (!(typeof expires_in === 'number' && expires_in > 0 && expires_in <= LONGEST))
    invalid(`expires_in must be seconds above 0 and at most ${LONGEST} (31 days)`)
  return body as TokenAnswer
}

function invalid(what: string): never {
  throw new HoldfastError('ANSWER_INVALID', `The token answer makes no sense: ${what} (RFC 6749, section 5.1).`)
}

function checkBearer(options: object): void {
  const unknown = Object.keys(options).find((name) => !KNOWN.includes(name))
  const { signIn, refresh, user, url } = options as Partial<BearerFunctions<any, any> & BearerUrl<any>>
  const isWhole = typeof url === 'string' || [signIn, refresh, user].every((part) => typeof part === 'function')
  if (unknown || !isWhole) {
    const what = unknown ? `${unknown} is not an option of bearer` : 'something is missing'
    const message = `${what}; write bearer({ url: '/auth' }) or bearer({ signIn, refresh, revoke, user }).`
    throw new HoldfastError('INVALID_OPTION', message)
  }
}
