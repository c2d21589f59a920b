import type { TokenAnswer } from '@holdfast/core'
import { type H3Event, setHeader } from 'h3'
import type { User } from '../../app/session.ts'
import { lifetimes, signToken } from './tokens.ts'

/** What RFC 6749 has for a sign-in or a refresh, without the refresh token: that is the cookie. */
export async function answerTokens(event: H3Event, user: User): Promise<TokenAnswer> {
  setHeader(event, 'cache-control', 'no-store')
  return {
    access_token: await signToken(user, 'access'),
    token_type: 'Bearer',
    expires_in: lifetimes.access,
  }
}
