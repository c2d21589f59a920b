import { HoldfastError } from '@holdfast/core'
import { expect, test } from 'vitest'
import { readFailure } from './assets/shared/signInFields.js'

const wrong = 'The e-mail address or the password is wrong.'
const refused = (detail?: unknown, cause?: unknown): HoldfastError =>
  new HoldfastError('SIGN_IN_REJECTED', 'The server refused.', { detail, cause })

test('what the server says of fields is said there, and else of the password', () => {
  expect(readFailure(refused({ fields: { email: 'is no address' } }))).toEqual({
    errors: { email: 'is no address' },
    problem: '',
  })
  expect(readFailure(refused({ message: wrong }))).toEqual({ errors: { password: wrong }, problem: '' })
  expect(readFailure(refused())).toEqual({ errors: { password: wrong }, problem: '' })
})

test.each([
  ['a CSRF token that no cookie goes with', refused({ error: 'csrf', message: 'Send a token.' })],
  ['a sign-in that left nothing behind', refused(undefined, new HoldfastError('REFRESH_REJECTED', 'Nobody.'))],
])('%s is told as cookies that are blocked, not as a wrong password', (_name, error) => {
  expect(readFailure(error)).toEqual({ errors: {}, problem: expect.stringContaining('Allow its cookies') })
})
