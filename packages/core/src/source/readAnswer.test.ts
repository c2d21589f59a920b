import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isHoldfastError } from '../HoldfastError.ts'
import { readAnswer } from './readAnswer.ts'

const HTML = '<!doctype html><title>502 Bad Gateway</title>'
const answer = (status: number, body: string | object | null, headers: Record<string, string> = {}): Response =>
  new Response(typeof body === 'object' && body ? JSON.stringify(body) : body, { status, headers })
const read = (response: Response): Promise<unknown> => readAnswer(response, 'REFRESH_REJECTED')
const signIn = (response: Response): Promise<unknown> => readAnswer(response, 'SIGN_IN_REJECTED')

test('a good answer is its JSON', async () => {
  expect(await read(answer(200, { access_token: 'a' }))).toEqual({ access_token: 'a' })
})

test.each(['', HTML, '{"access_token":"a"', 'undefined', '\u0000'])(
  '%j with 200 is no answer (invariant 4)',
  async (body) => {
    await expect(read(answer(200, body))).rejects.toMatchObject({ code: 'ANSWER_INVALID', detail: { status: 200 } })
  },
)

describe('a definite no', () => {
  test.each([400, 401, 403])('is %i with JSON, or with nothing', async (status) => {
    await expect(read(answer(status, { error: 'invalid_grant' }))).rejects.toMatchObject({ code: 'REFRESH_REJECTED' })
    await expect(read(answer(status, ''))).rejects.toMatchObject({ code: 'REFRESH_REJECTED' })
    await expect(signIn(answer(status, { fields: {} }))).rejects.toMatchObject({ code: 'SIGN_IN_REJECTED' })
  })

  test('is 422 to a sign-in, not to a refresh', async () => {
    await expect(signIn(answer(422, { email: 'taken' }))).rejects.toMatchObject({ code: 'SIGN_IN_REJECTED' })
    await expect(read(answer(422, { error: 'x' }))).rejects.toMatchObject({ code: 'SERVER_UNAVAILABLE' })
  })

  test.each([400, 401, 403])('is not %i with HTML or plain text: a proxy is speaking (invariant 4)', async (status) => {
    for (const body of [HTML, 'Forbidden', '"text"', '7', 'null'])
      await expect(read(answer(status, body))).rejects.toMatchObject({ code: 'SERVER_UNAVAILABLE' })
  })

  test.each(['temporarily_unavailable', 'server_error', 'slow_down'])(
    'is not a 400 that says %s (invariant 4)',
    async (error) => {
      await expect(read(answer(400, { error }))).rejects.toMatchObject({ code: 'SERVER_UNAVAILABLE' })
    },
  )
})

describe('trouble on the way (invariant 4)', () => {
  test.each([
    [408, 'TIMEOUT'],
    [429, 'RATE_LIMITED'],
    [404, 'SERVER_UNAVAILABLE'],
    [409, 'SERVER_UNAVAILABLE'],
    [425, 'SERVER_UNAVAILABLE'],
    [500, 'SERVER_UNAVAILABLE'],
    [503, 'SERVER_UNAVAILABLE'],
  ])('%i is %s, whatever its body', async (status, code) => {
    for (const body of [HTML, '', '{"error":"invalid_grant"}'])
      await expect(read(answer(status, body))).rejects.toMatchObject({ code, detail: { status } })
  })

  test('no status but 400, 401, 403 and a 422 to a sign-in ever rejects', async () => {
    const bodies = fc.constantFrom('', HTML, '{"error":"invalid_grant"}', '[]')
    const status = fc.integer({ min: 200, max: 599 }).filter((code) => ![204, 205, 304].includes(code))
    await fc.assert(
      fc.asyncProperty(status, bodies, fc.boolean(), async (code, body, isSignIn) => {
        const error = await (isSignIn ? signIn : read)(answer(code, body)).catch((thrown: unknown) => thrown)
        const mayReject = [400, 401, 403].includes(code) || (isSignIn && code === 422)
        if (!mayReject) expect(isHoldfastError(error, 'REFRESH_REJECTED', 'SIGN_IN_REJECTED')).toBe(false)
      }),
    )
  })
})

describe('Retry-After (invariant 4)', () => {
  const date = 'Mon, 23 Nov 2026 12:00:00 GMT'
  test.each<[string, Record<string, string>, number]>([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ["a date, by the server's own clock", { 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT', date }, 30_000],
    ['a date without the clock to read it by', { 'retry-after': date }, 0],
    ['a date gone by', { 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT', date }, 0],
    ['nothing', {}, 0],
    ['nonsense', { 'retry-after': 'soon' }, 0],
    ['a negative number', { 'retry-after': '-5' }, 0],
    ['more than a number can hold', { 'retry-after': '1e400' }, 0],
  ])('%s', async (_, headers, retryAfter) => {
    await expect(read(answer(429, '', headers))).rejects.toMatchObject({ detail: { retryAfter } })
    await expect(read(answer(503, '', headers))).rejects.toMatchObject({ detail: { retryAfter } })
  })
})

describe("the server's words", () => {
  const words = async (body: string | object): Promise<unknown> =>
    signIn(answer(400, body)).catch(({ detail }: { detail: unknown }) => detail)

  test('come along as detail', async () => {
    expect(await words({ fields: { email: ['is not known'] } })).toEqual({ fields: { email: ['is not known'] } })
    expect(await words('')).toBeUndefined()
  })

  test('come without what looks like a secret (invariant 9)', async () => {
    const said = { error: 'no', refresh_token: 'canary', deep: [{ clientSecret: 'canary' }], long: 'canary'.repeat(99) }
    expect(await words(said)).toEqual({ error: 'no', deep: [{}] })
  })

  test('cannot pollute a prototype (invariant 10)', async () => {
    const said = (await words('{"__proto__":{"isAdmin":true},"error":"no"}')) as object
    expect(said).toEqual({ error: 'no' })
    expect(Object.hasOwn(said, '__proto__')).toBe(false)
  })

  test('are left out where they are too many or too deep (invariant 10)', async () => {
    expect(await words({ error: 'x'.repeat(5_000_000) })).toBeUndefined()
    expect(await words(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toBeUndefined()
    expect(await words(`{"deep":${'['.repeat(8_000)}${']'.repeat(8_000)}}`)).not.toBeInstanceOf(Error)
  })
})

test('whatever a server says, it is JSON or one of our errors (invariant 10)', async () => {
  const status = fc.constantFrom(200, 400, 401, 403, 422, 429, 500)
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .dictionary(fc.constantFrom('error', 'toString', 'valueOf', '__proto__'), fc.jsonValue())
      .map((v) => JSON.stringify({ error: v })),
  )
  await fc.assert(
    fc.asyncProperty(status, body, async (code, text) => {
      try {
        expect(await read(answer(code, text))).toEqual(JSON.parse(text))
      } catch (error) {
        expect(isHoldfastError(error)).toBe(true)
      }
    }),
  )
})
