import type { User } from '../session.ts'
import { lifetimes, signToken } from './tokens.ts'

/** What RFC 6749 has for a sign-in or a refresh, without the refresh token: that is the cookie. */
export async function answerTokens(user: User): Promise<Response> {
  const answer = {
    access_token: await signToken(user, 'access'),
    token_type: 'Bearer',
    expires_in: lifetimes.access,
  }
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } })
}
