import { expect, test, vi } from 'vitest'
import { createCsrfToken } from './assets/shared/createCsrfToken.js'

function answerWith(...answers: readonly (string | number)[]): { count(): number } {
  const left = [...answers]
  const asked = vi.fn(async () => {
    const answer = left.shift() ?? 404
    if (typeof answer === 'number') return new Response('{}', { status: answer })
    return answer.includes(' ') ? new Response(answer) : Response.json({ token: answer })
  })
  vi.stubGlobal('fetch', asked)
  return { count: () => asked.mock.calls.length }
}

test('the token is asked for when the first request needs it, once for all that go out together', async () => {
  const server = answerWith('first')
  const token = createCsrfToken('/csrf')
  expect(server.count()).toBe(0)
  expect(await Promise.all([token(), token(), token()])).toEqual(['first', 'first', 'first'])
  expect([await token(), server.count()]).toEqual(['first', 1])
})

test('one that was refused is asked for anew, once for all that were refused with it', async () => {
  const server = answerWith('first', 'second')
  const token = createCsrfToken('/csrf')
  await token()
  expect(await Promise.all([token('first'), token('first')])).toEqual(['second', 'second'])
  expect([await token('first'), server.count()]).toEqual(['second', 2])
})

test.each([503, 'nothing that is JSON'])(
  'where the answer is %s, the request goes out all the same, and the next one asks again',
  async (answer) => {
    answerWith(answer, 'first')
    const token = createCsrfToken('/csrf')
    expect(await token()).toBe('none')
    expect(await token()).toBe('first')
  },
)
