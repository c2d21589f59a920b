import { describe, expect, test } from 'vitest'
import { bearer } from '../source/bearer.ts'
import type { RecordStorage } from '../storage/RecordStorage.ts'
import { checkOptions } from './checkOptions.ts'
import type { SessionOptions } from './SessionOptions.ts'

const source = bearer({ url: '/auth' })
const storage: RecordStorage = { kind: 'none', open: () => undefined as never }
const check = (options: object): void => checkOptions({ source, ...options } as SessionOptions<any, any, any>)
const quote = (text: string): string => text.replace(/[*+?.()[\]/]/g, '\\$&')
const refusal = (...words: string[]): unknown =>
  expect.objectContaining({
    code: 'INVALID_OPTION',
    message: expect.stringMatching(new RegExp(words.map(quote).join('.*'))),
  })

test.each<object>([
  {},
  { name: 'session', storage, origins: [], idleTimeout: 1, maxAge: 2, warnBefore: 0, leeway: 0, timeout: 1 },
  { name: 'a.b-c_D9', idleTimeout: Number.POSITIVE_INFINITY, maxAge: Number.POSITIVE_INFINITY },
  { origins: ['https://api.example.com', 'http://localhost:3000', 'https://[::1]:8080'] },
])('accepts %j', (options) => {
  expect(() => check(options)).not.toThrow()
})

test('an unknown option is refused with the list of those there are', () => {
  expect(() => check({ idleTimeOut: 5 })).toThrow(
    refusal('idleTimeOut must be left out; the options are', 'idleTimeout'),
  )
})

test.each([undefined, null, {}, { signIn: 'yes' }])('a source cannot be %j', (value) => {
  expect(() => check({ source: value })).toThrow(refusal('source must be a source', 'bearer('))
})

test.each(['', 'two words', 'a/b', 'ü', 'x'.repeat(65)])('a name cannot be %j', (name) => {
  expect(() => check({ name })).toThrow(refusal('name must be'))
})

test('a storage is what can be opened', () => {
  expect(() => check({ storage: { kind: 'mine' } })).toThrow(refusal('storage must be a storage', 'encrypted('))
})

describe.each(['idleTimeout', 'maxAge', 'warnBefore', 'leeway', 'timeout'])('%s', (name) => {
  test.each([-1, Number.NaN, '60', null, true])('cannot be %j', (value) => {
    expect(() => check({ [name]: value })).toThrow(refusal(`${name} must be milliseconds`))
  })
})

test.each(['idleTimeout', 'maxAge', 'timeout'])('%s cannot be 0: nothing would ever be alive or in time', (name) => {
  expect(() => check({ [name]: 0 })).toThrow(refusal(`${name} must be milliseconds above 0`))
})

describe('origins', () => {
  test.each([
    ['https://api.example.com/', 'https://api.example.com'],
    ['https://api.example.com/v1', 'https://api.example.com'],
    ['https://api.example.com?x=1', 'https://api.example.com'],
    ['https://api.example.com:443', 'https://api.example.com'],
    ['https://API.example.com', 'https://api.example.com'],
    ['https://user:pass@api.example.com', 'https://api.example.com'],
  ])('%s is refused, with what to write instead (invariant 9)', (origin, instead) => {
    expect(() => check({ origins: [origin] })).toThrow(refusal(`instead of "${origin}" write "${instead}"`))
  })

  test.each([
    '*',
    'https://*.example.com',
    'api.example.com',
    '/api',
    '',
    'null',
    'file:///x',
    'data:text/plain,x',
    'https://',
  ])('%j is refused, with an example (invariant 9)', (origin) => {
    expect(() => check({ origins: [origin] })).toThrow(refusal('exact origins', 'https://api.example.com'))
  })

  test('one bad origin among good ones is found', () => {
    expect(() => check({ origins: ['https://a.example', 'https://b.example/x'] })).toThrow(refusal('https://b.example'))
  })

  test('one that is no list is refused, with an example', () => {
    expect(() => check({ origins: 'https://api.example.com' as never })).toThrow(refusal('a list'))
  })
})
