import { jwtDecode } from 'jwt-decode'
import { anything, checkMembers, isText, type Rules } from '../checkMembers.ts'
import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import { type Rejection, readAnswer } from './readAnswer.ts'
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

/** A back end that hands out access tokens: RFC 6749 token answers, JWTs in the Authorization header. */
export function bearer<Input, User extends SessionUser>(options: BearerFunctions<Input, User>): Source<User, Input>
export function bearer<User extends SessionUser = Claims & SessionUser>(options: BearerUrl<User>): Source<User, Fields>
export function bearer(given: BearerFunctions<any, SessionUser> | BearerUrl<SessionUser>): Source<SessionUser, any> {
  const { url = '', refreshBy } = given as BearerUrl<SessionUser>
  const isByCookie = refreshBy === 'cookie'
  const options = { ...given, ...('url' in given && atUrl(given)) } as BearerFunctions<any, SessionUser>
  checkMembers('INVALID_OPTION', 'bearer', options, optionRules)

  async function toGrant(answer: Answer, rejection: Rejection, before?: Tokens): Promise<Grant> {
    const body = (answer instanceof Response ? await readAnswer(answer, rejection) : answer) as TokenAnswer
    checkMembers('ANSWER_INVALID', 'The token answer', body, answerRules)
    const { access_token: accessToken, refresh_token = before?.refreshToken, id_token: idToken, expires_in } = body
    const refreshToken = isByCookie ? undefined : refresh_token
    return {
      user: await makeUser(body),
      lifetime: (expires_in as number) * 1_000,
      tokens: { accessToken, ...(refreshToken && { refreshToken }), ...(idToken && { idToken }) },
    }
  }

  /** A TypeError thrown here must not pass for a network that failed. */
  async function makeUser(answer: TokenAnswer): Promise<SessionUser> {
    try {
      return await options.user(decode(answer), answer)
    } catch (cause) {
      throw new HoldfastError('ANSWER_INVALID', 'user() threw; let it cope with claims that are missing.', {
        cause,
      })
    }
  }

  const source: Source<SessionUser, any> = {
    identity: url,
    signIn: async (input, context) => toGrant(await options.signIn(input, context), 'SIGN_IN_REJECTED'),
    canRefresh: ({ tokens }) => isByCookie || !!tokens?.refreshToken,
    async refresh({ tokens }, context) {
      const held = tokens ?? NO_TOKENS
      if (!isByCookie && !held.refreshToken)
        throw new HoldfastError('REFRESH_REJECTED', 'There is no refresh token; sign in again.')
      return toGrant(await options.refresh(held, context), 'REFRESH_REJECTED', held)
    },
  }
  if (isByCookie) source.restore = (context) => source.refresh({ tokens: null } as Grant, context)
  const { revoke } = options
  if (revoke)
    source.revoke = async ({ tokens }, context) => {
      const response = await revoke(tokens ?? NO_TOKENS, context)
      // A server that does not know the token has nothing left to end.
      if (response && !response.ok)
        await readAnswer(response, 'REFRESH_REJECTED').catch((error) => {
          if (!isHoldfastError(error, 'REFRESH_REJECTED')) throw error
        })
    }
  return source
}

const NO_TOKENS: Tokens = { accessToken: '' }

function atUrl({ url, user, refreshBy }: BearerUrl<SessionUser>): BearerFunctions<Fields, SessionUser> {
  const post = (path: string, body: unknown, { fetch, attempt }: SourceContext): Promise<Response> =>
    fetch(`${url}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': attempt },
      body: JSON.stringify(body),
      cache: 'no-store',
      credentials: refreshBy === 'cookie' ? 'include' : 'same-origin',
      keepalive: path === 'revoke',
    })
  return {
    signIn: (input, context) => post('sign-in', input, context),
    refresh: ({ refreshToken }, context) => post('refresh', { refresh_token: refreshToken }, context),
    revoke: ({ refreshToken }, context) => post('revoke', { refresh_token: refreshToken }, context),
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

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1 */
const tokenRule = (token: unknown): true | string => isText(token) || 'a text'
const optionalTokenRule = (token: unknown): true | string => token === undefined || tokenRule(token)
const answerRules: Rules = {
  access_token: tokenRule,
  refresh_token: optionalTokenRule,
  id_token: optionalTokenRule,
  token_type: (type = 'bearer') => (isText(type) && /^bearer$/i.test(type)) || 'Bearer',
  // Longer than 31 days is a mistake.
  expires_in: (seconds) =>
    (typeof seconds === 'number' && seconds > 0 && seconds <= 31 * 86_400) || 'seconds above 0, at most 31 days',
}

const functionRule = (part: unknown): true | string =>
  typeof part === 'function' || "a function, or write bearer({ url: '/auth' })"
const optionRules: Rules = {
  url: (url) => url === undefined || typeof url === 'string' || 'a text',
  signIn: functionRule,
  refresh: functionRule,
  revoke: anything,
  user: functionRule,
  refreshBy: anything,
}
