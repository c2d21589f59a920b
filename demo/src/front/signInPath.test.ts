import { expect, test } from 'vitest'
import { returnPath, signInPath } from './assets/shared/signInPath.js'

test('one comes back to where one wanted to go', () => {
  const query = new URL(signInPath('/orders?page=2'), 'https://shop.example').searchParams
  expect(returnPath(query.get('returnTo'))).toBe('/orders?page=2')
})

test.each([null, '', 'orders', '//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)'])(
  '%s is no place to go after a sign-in',
  (returnTo) => {
    expect(returnPath(returnTo)).toBe('/')
  },
)
