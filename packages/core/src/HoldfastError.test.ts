import { expect, test } from 'vitest'
import { HoldfastError, isHoldfastError } from './HoldfastError.ts'

test('an error has a literal name, its code, and the original as cause', () => {
  const cause = new TypeError('no network')
  const error = new HoldfastError('OFFLINE', 'The server could not be reached.', { cause, detail: { status: 0 } })
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({ name: 'HoldfastError', code: 'OFFLINE', message: 'The server could not be reached.' })
  expect(error.cause).toBe(cause)
  expect(error.detail).toEqual({ status: 0 })
})

test('an error without a cause has no such key, as errors of the platform have none', () => {
  const error = new HoldfastError('STOPPED', 'Stopped.')
  expect('cause' in error).toBe(false)
  expect(error.detail).toBeUndefined()
})

test('isHoldfastError tells the codes apart', () => {
  const error = new HoldfastError('TIMEOUT', 'Late.')
  expect(isHoldfastError(error)).toBe(true)
  expect(isHoldfastError(error, 'OFFLINE', 'TIMEOUT')).toBe(true)
  expect(isHoldfastError(error, 'OFFLINE')).toBe(false)
})

test('isHoldfastError knows the errors of another copy of the package', () => {
  const foreign = Object.assign(new Error('Late.'), { name: 'HoldfastError', code: 'TIMEOUT' })
  expect(isHoldfastError(foreign, 'TIMEOUT')).toBe(true)
})

test.each([null, undefined, 0, 'HoldfastError', new Error('x'), { code: 'TIMEOUT' }])('%s is not one', (value) => {
  expect(isHoldfastError(value)).toBe(false)
  expect(isHoldfastError(value, 'TIMEOUT')).toBe(false)
})
