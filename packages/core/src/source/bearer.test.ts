import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { HoldfastError } from '../HoldfastError.ts'
import { type BearerFunctions, bearer, type Claims } from './bearer.ts'
import type { Grant, Source, SourceContext } from './Source.ts'
import type { Answer, TokenAnswer } from './TokenAnswer.ts'

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: unknown): string => `${part({ alg: 'ES256' })}.${part(claims)}.c2ln`
const access_token = jwt({ sub: 'u1', name: 'Änn' })
const good: TokenAnswer = { access_token, refresh_token: 'r1', expires_in: 600, token_type: 'bearer' }
const context: SourceContext = {
  fetch: vi.fn(),
  signal: new AbortController().signal,
  attempt: 'attempt-1',
  isActive: false,
  origin: 'https://shop.test',
}
const held: Grant = {
  user: { id: 'u1' },
  lifetime: 600_000,
  tokens: { accessToken: 'a0', refreshToken: 'r0', idToken: 'i0' },
}

/** A source whose back end answers whatever is asked with `answer`. */
function answering(answer: unknown, more: Partial<BearerFunctions<any, any>> = {}): Source<any, any> {
  const say = async (): Promise<Answer> => answer as Answer
  return bearer({ signIn: say, refresh: say, user: ({ sub }) => ({ id: sub }), ...more })
}

describe('a token answer', () => {
  test('becomes a grant: user from the claims, lifetime in milliseconds', async () => {
    const source = answering(good, { user: ({ sub, name }: Claims) => ({ id: sub, name }) })
    expect(await source.signIn({}, context)).toEqual({
      user: { id: 'u1', name: 'Änn' },
      lifetime: 600_000,
      tokens: { accessToken: access_token, refreshToken: 'r1' },
    })
  })

  test('may come as a Response', async () => {
    expect(await answering(Response.json(good)).signIn({}, context)).toMatchObject({ user: { id: 'u1' } })
  })

  test('brings the ID token along', async () => {
    expect(await answering({ ...good, id_token: 'i1' }).signIn({}, context)).toMatchObject({
      tokens: { idToken: 'i1' },
    })
  })

  test('with an opaque access token is read by its ID token, and else by the answer itself', async () => {
    const opaque = { ...good, access_token: 'opaque', email: 'ann@example.com' }
    const byId = answering({ ...opaque, id_token: jwt({ sub: 'u2' }) })
    expect(await byId.signIn({}, context)).toMatchObject({ user: { id: 'u2' } })
    const byAnswer = answering(opaque, { user: (_: Claims, answer: any) => ({ id: answer.email }) })
    expect(await byAnswer.signIn({}, context)).toMatchObject({ user: { id: 'ann@example.com' } })
  })

  test.each<[string, object]>([
    ['access_token', { access_token: undefined }],
    ['access_token', { access_token: '' }],
    ['access_token', { access_token: 7 }],
    ['refresh_token', { refresh_token: '' }],
    ['refresh_token', { refresh_token: null }],
    ['id_token', { id_token: {} }],
    ['token_type', { token_type: 'mac' }],
    ['token_type', { token_type: { toString: 1 } }],
    ['expires_in', { expires_in: undefined }],
    ['expires_in', { expires_in: 0 }],
    ['expires_in', { expires_in: -600 }],
    ['expires_in', { expires_in: '600' }],
    ['expires_in', JSON.parse('{"expires_in":1e400}')],
    ['expires_in', { expires_in: Number.NaN }],
    ['expires_in', { expires_in: 60 * 86_400 }],
  ])('whose %s is wrong is refused: %j (invariant 4)', async (field, wrong) => {
    const source = answering({ ...good, ...wrong })
    const refused = { code: 'ANSWER_INVALID', message: expect.stringContaining(field) }
    await expect(source.signIn({}, context)).rejects.toMatchObject(refused)
    await expect(source.refresh(held, context)).rejects.toMatchObject(refused)
  })

  test.each([null, undefined, 'text', 7, [], true])('cannot be %j (invariant 4)', async (answer) => {
    await expect(answering(answer).refresh(held, context)).rejects.toMatchObject({ code: 'ANSWER_INVALID' })
  })

  test('that makes no sense never becomes a grant, and no token stands in the message (invariants 4, 9)', async () => {
    const odd = fc.oneof(fc.constant('canary'), fc.jsonValue(), fc.double())
    const answer = fc.record(
      {
        access_token: odd,
        refresh_token: odd,
        id_token: odd,
        expires_in: odd,
        token_type: fc.oneof(odd, fc.constant('Bearer')),
      },
      { requiredKeys: [] },
    )
    const user = (_: Claims): { id: string } => ({ id: 'u1' })
    await fc.assert(
      fc.asyncProperty(answer, async (body) => {
        try {
          const { lifetime, tokens } = (await answering(body, { user }).refresh(held, context)) as Grant
          expect(lifetime).toBeGreaterThan(0)
          expect(lifetime).toBeLessThanOrEqual(31 * 86_400_000)
          expect([tokens?.accessToken, tokens?.refreshToken].every((text) => typeof text === 'string' && text)).toBe(
            true,
          )
        } catch (error) {
          expect(error).toMatchObject({ code: 'ANSWER_INVALID' })
          expect((error as Error).message).not.toContain('canary')
        }
      }),
      { numRuns: 500 },
    )
  })

  test.each([null, 7, 'text', true])('whose claims are %j has none (invariant 10)', async (claims) => {
    const user = vi.fn(({ sub }: Claims) => ({ id: sub || 'nobody' }))
    await answering({ ...good, access_token: jwt(claims) }, { user }).signIn({}, context)
    expect(user).toHaveBeenCalledExactlyOnceWith({ sub: '' }, expect.anything())
  })
})

test.each([new TypeError('claims.realm is undefined'), new Error('canary')])(
  'a user() that throws %s makes the answer invalid; it does not pass for a network that failed',
  async (cause) => {
    const user = (): never => {
      throw cause
    }
    const failing = answering(good, { user })
    await expect(failing.refresh(held, context)).rejects.toMatchObject({
      code: 'ANSWER_INVALID',
      message: expect.not.stringContaining(cause.message),
      cause,
    })
  },
)

describe('refresh', () => {
  test('asks with the tokens in hand, and keeps the refresh token where no new one comes', async () => {
    const refresh = vi.fn(async () => ({ access_token, expires_in: 60 }))
    expect(await answering(good, { refresh }).refresh(held, context)).toMatchObject({ tokens: { refreshToken: 'r0' } })
    expect(refresh).toHaveBeenCalledExactlyOnceWith(held.tokens, context)
    expect(await answering(good).refresh(held, context)).toMatchObject({ tokens: { refreshToken: 'r1' } })
  })

  test('without a refresh token asks nobody: the session is over', async () => {
    const refresh = vi.fn()
    const source = answering(good, { refresh })
    const grant = { ...held, tokens: { accessToken: 'a0' } }
    await expect(source.refresh(grant, context)).rejects.toMatchObject({ code: 'REFRESH_REJECTED' })
    expect(refresh).not.toHaveBeenCalled()
  })

  test('is rejected by a definite no alone (invariant 4)', async () => {
    const no = answering(Response.json({ error: 'invalid_grant' }, { status: 400 }))
    await expect(no.refresh(held, context)).rejects.toMatchObject({ code: 'REFRESH_REJECTED' })
    const down = answering(new Response('', { status: 503 }))
    await expect(down.refresh(held, context)).rejects.toMatchObject({ code: 'SERVER_UNAVAILABLE' })
  })
})

test('a sign-in that is refused says why', async () => {
  const source = answering(Response.json({ fields: { password: 'is wrong' } }, { status: 401 }))
  const refused = { code: 'SIGN_IN_REJECTED', detail: { fields: { password: 'is wrong' } } }
  await expect(source.signIn({}, context)).rejects.toMatchObject(refused)
})

describe('revoke', () => {
  const revoking = (answer: Response | void): Source<any, any> => answering(good, { revoke: async () => answer })

  test('is there only where the back end has it', () => {
    expect(answering(good).revoke).toBeUndefined()
  })

  test.each([
    undefined,
    new Response(null, { status: 204 }),
    ...[400, 401, 403].map((status) => new Response('', { status })),
  ])('is confirmed by success, and by a server that does not know the token', async (answer) => {
    await expect(revoking(answer).revoke?.(held, context)).resolves.toBeUndefined()
  })

  test.each([429, 500, 503])('is not confirmed by %i (invariant 3)', async (status) => {
    await expect(revoking(new Response('', { status })).revoke?.(held, context)).rejects.toBeInstanceOf(HoldfastError)
  })
})

describe("refreshBy: 'cookie'", () => {
  test('never holds a refresh token, and gets a grant by what the browser sends by itself (invariant 9)', async () => {
    const refresh = vi.fn(async () => good)
    const source = answering(good, { refresh, refreshBy: 'cookie' })
    const expected = { tokens: { accessToken: access_token } }
    expect(await source.signIn({}, context)).toEqual(expect.objectContaining(expected))
    expect(await source.restore?.(context)).toEqual(expect.objectContaining(expected))
    expect(await source.refresh({ ...held, tokens: null }, context)).toEqual(expect.objectContaining(expected))
  })

  test('other sources cannot restore', () => {
    expect(answering(good).restore).toBeUndefined()
  })
})

test.each<[object, string]>([
  [
    { url: '/auth', scope: 'x' },
    'scope must be left out; the options are url, signIn, refresh, revoke, user, refreshBy',
  ],
  [{}, "signIn must be a function, or write bearer({ url: '/auth' })"],
  [{ url: 7 }, 'url must be a text'],
  [{ signIn: async () => good, user: () => ({ id: 'x' }) }, 'refresh must be a function, or write bearer('],
])('options %j are refused: %s', (options, what) => {
  const message = expect.stringContaining(`bearer: ${what}`)
  expect(() => bearer(options as never)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', message }))
})
