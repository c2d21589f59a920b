import { expect, test } from 'vitest'
import { createControl } from './createControl.ts'

test('a token issued in the same moment as all others expire is told from them', async () => {
  const control = createControl({})
  const before = Date.now()
  await control.expireAccessTokens()
  expect(control.acceptsTokenOf(before)).toBe(false)
  expect(control.acceptsTokenOf(Date.now())).toBe(true)
})

test('a failure is used up by the requests it is meant for', () => {
  const control = createControl({ failures: { endpoint: 'any', kind: 'expires-in', value: -1, count: 2 } })
  expect(control.takeFailure('orders')).toBeNull()
  expect(control.takeFailure('sign-in')).toMatchObject({ value: -1 })
  expect(control.takeFailure('refresh')).toMatchObject({ value: -1 })
  expect(control.takeFailure('refresh')).toBeNull()
})
