import type { FastifyInstance } from 'fastify'
import type { AccessTokens } from './createAccessTokens.ts'
import type { Identity } from './createIdentity.ts'
import { demoAccounts } from './demoAccounts.ts'
import { refreshSchema, revokeSchema, signInSchema } from './identitySchemas.ts'
import { refuseRefresh, refuseSignIn } from './refusals.ts'
import { toIdempotencyKey } from './toIdempotencyKey.ts'

export interface SignInBody {
  readonly email: string
  readonly password: string
}

/** Sign-in, refresh and revoke with the refresh token in the JSON, and what others may know: keys and demo accounts. */
export function addIdentityRoutes(app: FastifyInstance, identity: Identity, { jwks }: AccessTokens): void {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))

  app.get('/.well-known/jwks.json', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(jwks),
  )
  app.get('/demo-accounts', async () => ({
    accounts: demoAccounts.map(({ email, password, name, permissions }) => ({ email, password, name, permissions })),
  }))
  app.post<{ Body: SignInBody }>(
    '/sign-in',
    { schema: signInSchema },
    async ({ body }, reply) => (await identity.signIn(body.email, body.password)) ?? refuseSignIn(reply),
  )
  app.post<{ Body: { refresh_token: string } }>(
    '/refresh',
    { schema: refreshSchema },
    async ({ body, headers }, reply) => {
      const result = await identity.refresh(body.refresh_token, toIdempotencyKey(headers))
      return result.outcome === 'granted' ? result.answer : refuseRefresh(reply, result)
    },
  )
  app.post<{ Body: { refresh_token?: string | null } }>('/revoke', { schema: revokeSchema }, async ({ body }) => {
    if (body.refresh_token) await identity.revoke(body.refresh_token)
    return {}
  })
}
