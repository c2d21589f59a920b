import { expect, test } from 'vitest'
import { checkMembers, type Rules } from './checkMembers.ts'

const rules: Rules = { size: (size) => size > 0 || 'a number above 0', name: (name = 'x') => name !== '' || 'a text' }
const check = (code: 'INVALID_OPTION' | 'ANSWER_INVALID', values: unknown) => () =>
  checkMembers(code, 'createBox', values, rules)
const refusal = (code: string, message: string) => expect.objectContaining({ code, message })

test('what keeps its rules passes', () => {
  expect(check('INVALID_OPTION', { size: 1 })).not.toThrow()
  expect(check('INVALID_OPTION', { size: 1, name: 'y' })).not.toThrow()
})

test('the first member that breaks its rule is named, with what it must be', () => {
  const refused = refusal('INVALID_OPTION', 'createBox: size must be a number above 0.')
  expect(check('INVALID_OPTION', { size: 0, name: '' })).toThrow(refused)
  expect(check('INVALID_OPTION', {})).toThrow(refused)
})

test.each([undefined, null, 7, 'text'])('%j has no members', (values) => {
  expect(check('ANSWER_INVALID', values)).toThrow(
    refusal('ANSWER_INVALID', 'createBox: size must be a number above 0.'),
  )
})

test('an option that does not exist is refused, with those that do; an answer may say more', () => {
  const message = 'createBox: colour must be left out; the options are size, name.'
  expect(check('INVALID_OPTION', { size: 1, colour: 'red' })).toThrow(refusal('INVALID_OPTION', message))
  expect(check('ANSWER_INVALID', { size: 1, colour: 'red' })).not.toThrow()
})
