import type { FastifyInstance, FastifyReply } from 'fastify'
import type { SignInBody } from './addIdentityRoutes.ts'
import type { Identity } from './createIdentity.ts'
import { revokeSchema, signInSchema } from './identitySchemas.ts'
import { refuseRefresh, refuseSignIn } from './refusals.ts'
import type { TokenAnswer } from './TokenAnswer.ts'
import { toIdempotencyKey } from './toIdempotencyKey.ts'

const name = 'holdfast_refresh'
// Not `secure`: the demo speaks plain http on the loopback address, where Safari drops such cookies.
const attributes = { path: '/identity/cookie', httpOnly: true, sameSite: 'strict' } as const

/** Sign-in, refresh and revoke with the refresh token in a cookie that no script can read. */
export function addCookieRoutes(app: FastifyInstance, identity: Identity): void {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))

  app.post<{ Body: SignInBody }>('/sign-in', { schema: signInSchema }, async ({ body, cookies }, reply) => {
    const answer = await identity.signIn(body.email, body.password)
    if (!answer) return refuseSignIn(reply)
    // The page cannot revoke the sign-in that this one replaces: its token leaves the browser with this answer.
    const replaced = cookies[name]
    if (replaced) await identity.revoke(replaced)
    return withCookie(reply, answer)
  })
  app.post('/refresh', async ({ cookies, headers }, reply) => {
    const result = await identity.refresh(cookies[name] ?? '', toIdempotencyKey(headers))
    return result.outcome === 'granted' ? withCookie(reply, result.answer) : refuseRefresh(reply, result)
  })
  app.post('/revoke', { schema: revokeSchema }, async ({ cookies }, reply) => {
    const token = cookies[name]
    if (token) await identity.revoke(token)
    reply.clearCookie(name, attributes)
    return {}
  })
}

function withCookie(
  reply: FastifyReply,
  { refresh_token: token, ...answer }: TokenAnswer,
): Omit<TokenAnswer, 'refresh_token'> {
  reply.setCookie(name, token, { ...attributes, maxAge: 30 * 24 * 3600 })
  return answer
}
