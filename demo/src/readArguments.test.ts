import { expect, test } from 'vitest'
import { readArguments } from './readArguments.ts'

test('without arguments there is one instance, and the store is for the shop to choose', () => {
  expect(readArguments([])).toEqual({ instances: 1, routing: 'round-robin' })
})

test('the store, the instances and how requests find them are named', () => {
  expect(readArguments(['--store', 'redis://127.0.0.1:6379', '--instances', '3', '--routing=sticky'])).toEqual({
    store: 'redis://127.0.0.1:6379',
    instances: 3,
    routing: 'sticky',
  })
})

test.each([
  [['--store', 'mongodb://x'], /mongodb.*redis:.*memcached:.*postgres:.*etcd:.*sealed:/],
  [['--store', 'nonsense'], /the known ones are .*redis:/],
  [['--store'], /--store.* The options are/],
  [['--instances', '0'], /--instances takes a number from 1 to 9, not "0"/],
  [['--instances', 'many'], /not "many"/],
  [['--routing', 'random'], /--routing takes round-robin or sticky, not "random"/],
  [['--colour', 'red'], /--colour.* The options are --store/],
  [['redis://x'], /redis:\/\/x.* The options are --store/],
])('%j is refused in one line that says what would be right', (args, message) => {
  expect(() => readArguments(args)).toThrow(message)
  expect(() => readArguments(args)).not.toThrow(/\n/)
})
