import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isHoldfastError } from '../HoldfastError.ts'
import type { Grant } from '../source/Source.ts'
import { checkGrant } from './checkGrant.ts'

const user = { id: 'u1', name: 'Ann' }
const tokens = { accessToken: 'a1', refreshToken: 'r1' }

test.each<Grant>([
  { user, lifetime: 60_000, tokens },
  { user, lifetime: 60 * 86_400_000, tokens },
  { user, lifetime: null, tokens: null },
  { user, lifetime: 0.5, tokens: { accessToken: 'a1' } },
])('a grant that makes sense is returned as it is: %j', (grant) => {
  expect(checkGrant(grant)).toBe(grant)
})

test.each<[unknown, string]>([
  [undefined, 'user.id'],
  [null, 'user.id'],
  ['grant', 'user.id'],
  [{ lifetime: 1, tokens }, 'user.id'],
  [{ user: { id: 7 }, lifetime: 1, tokens }, 'user.id'],
  [{ user: { id: '' }, lifetime: 1, tokens }, 'user.id'],
  [{ user, tokens }, 'lifetime'],
  [{ user, lifetime: 0, tokens }, 'lifetime'],
  [{ user, lifetime: -1, tokens }, 'lifetime'],
  [{ user, lifetime: Number.NaN, tokens }, 'lifetime'],
  [{ user, lifetime: Number.POSITIVE_INFINITY, tokens }, 'lifetime'],
  [{ user, lifetime: '60000', tokens }, 'lifetime'],
  [{ user, lifetime: 1 }, 'tokens'],
  [{ user, lifetime: 1, tokens: {} }, 'tokens'],
  [{ user, lifetime: 1, tokens: { accessToken: '' } }, 'tokens'],
  [{ user, lifetime: 1, tokens: { accessToken: 7 } }, 'tokens'],
])('%j is refused, saying what is wrong with it (invariant 4)', (grant, what) => {
  expect(() => checkGrant(grant as Grant)).toThrow(
    expect.objectContaining({ code: 'ANSWER_INVALID', message: expect.stringContaining(what) }),
  )
})

test('whatever a source returns, it is a grant or ANSWER_INVALID (invariant 4)', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      try {
        const { user: who, lifetime } = checkGrant(value as Grant)
        expect(typeof who.id === 'string' && (lifetime === null || lifetime > 0)).toBe(true)
      } catch (error) {
        expect(isHoldfastError(error, 'ANSWER_INVALID')).toBe(true)
      }
    }),
  )
})
