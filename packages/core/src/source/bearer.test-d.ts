import { expectTypeOf } from 'vitest'
import { bearer, type Claims, type Fields } from './bearer.ts'
import type { SessionUser, Source, SourceContext, Tokens } from './Source.ts'
import type { Answer, TokenAnswer } from './TokenAnswer.ts'

declare const ask: (body: unknown) => Promise<Response>
declare const asJson: (body: unknown) => Promise<TokenAnswer>

// The input comes from signIn, the user from user().
const own = bearer({
  signIn: (input: { email: string }) => ask(input),
  refresh: ({ refreshToken }, context) => {
    expectTypeOf(refreshToken).toEqualTypeOf<string | undefined>()
    expectTypeOf(context).toEqualTypeOf<SourceContext>()
    return asJson(refreshToken)
  },
  revoke: async (tokens) => {
    expectTypeOf(tokens).toEqualTypeOf<Tokens>()
  },
  user: (claims, answer) => {
    expectTypeOf(claims).toEqualTypeOf<Claims>()
    expectTypeOf(answer).toEqualTypeOf<TokenAnswer>()
    return { id: claims.sub, roles: [] as string[] }
  },
})
expectTypeOf(own).toEqualTypeOf<Source<{ id: string; roles: string[] }, { email: string }>>()
expectTypeOf<Answer>().toEqualTypeOf<Response | TokenAnswer>()

expectTypeOf(bearer({ url: '/auth' })).toEqualTypeOf<Source<Claims & SessionUser, Fields>>()
const told = bearer({ url: '/auth', user: ({ sub }) => ({ id: sub, isAdmin: true }), refreshBy: 'cookie' })
expectTypeOf(told).toEqualTypeOf<Source<{ id: string; isAdmin: boolean }, Fields>>()

// @ts-expect-error: a user has an id.
bearer({ url: '/auth', user: ({ sub }) => ({ name: sub }) })
// @ts-expect-error: refresh is missing.
bearer({ signIn: ask, user: ({ sub }: Claims) => ({ id: sub }) })
// @ts-expect-error: no such place.
bearer({ url: '/auth', refreshBy: 'header' })
