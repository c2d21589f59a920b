import { describe, expect, test } from 'vitest'
import { parseStoreUri } from './parseStoreUri.ts'

test('a store is shown without name, password and query', () => {
  const { scheme, shown } = parseStoreUri('postgres://shop:s3cret@db.example:5432/shop?sslpassword=s3cret')
  expect([scheme, shown]).toEqual(['postgres', 'postgres://db.example:5432/shop'])
})

test.each([
  ['sqlite:demo/.data/sessions.sqlite', 'demo/.data/sessions.sqlite'],
  ['sqlite:/var/sessions.sqlite', '/var/sessions.sqlite'],
  ['sqlite:///var/sessions.sqlite', '/var/sessions.sqlite'],
  ['sqlite:C:\\sessions.sqlite', 'C:\\sessions.sqlite'],
])('%s is the file %s', (uri, file) => {
  expect(parseStoreUri(uri).file).toBe(file)
})

describe('what names no store', () => {
  const wrong = [
    '',
    'redis',
    'mongodb://a:s3cret@b',
    'redis:',
    'redis://',
    'redis://:s3cret@[/',
    'redis://:s3cret%@b',
    'redis://:s3cret@b:99999',
    'sqlite:',
    'memory:x',
    'sealed://b',
    'constructor:',
    '//b',
  ]
  test.each(wrong)('%j is refused in one line that names the known ones, and shows no password', (uri) => {
    const known =
      /^[^\n]*known ones are memory:, sqlite:<file>, redis:.*, memcached:.*, postgres:.*, etcd:.*, sealed:\.$/
    expect(() => parseStoreUri(uri)).toThrow(known)
    expect(() => parseStoreUri(uri)).not.toThrow(/s3cret/)
  })
})
