import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HEAD_VERSION, type Head, readHead, toDraft } from './Head.ts'
import { signedIn } from './signedIn.ts'

const grant = { grantId: 'g1', userHash: 'h1', receivedAt: 1_000, lifetime: 60_000, secret: 'sealed', isTaught: false }
const head: Head = signedIn('s1', grant, [{ label: 's0/g0', secret: 'sealed', isEverywhere: false }])
const rowOf = (data: unknown, version = HEAD_VERSION): Parameters<typeof readHead>[0] => ({
  generation: 7,
  version,
  data,
})

describe('readHead', () => {
  test('gives back what was written', () => {
    expect(readHead({ generation: 7, ...toDraft(head) })).toEqual(head)
  })

  test('there is nothing to read where there is no row', () => {
    expect(readHead(null)).toBeNull()
  })

  test('a row of a newer version is not read, one of an older version is (invariant 10)', () => {
    expect(readHead(rowOf(head, HEAD_VERSION + 1))).toBeNull()
    expect(readHead(rowOf(head, HEAD_VERSION - 1))).toEqual(head)
  })

  test('takes over the fields of its own list alone (invariant 10)', () => {
    const hostile = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1,"extra":{"x":1}}')
    const read = readHead(rowOf({ ...head, ...hostile, extra: 1 }))
    expect(read).toEqual(head)
    expect(Object.keys(read ?? {}).sort()).toEqual(Object.keys(head).sort())
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
  })

  test.each(Object.keys(head).filter((name) => name !== 'secret'))(
    'a row without %s makes no sense (invariant 10)',
    (name) => {
      expect(readHead(rowOf({ ...head, [name]: undefined }))).toBeNull()
    },
  )

  test.each<[keyof Head, unknown]>([
    ['sessionId', ''],
    ['sessionId', 7],
    ['sessionId', null],
    ['sessionId', 'x'.repeat(257)],
    ['grantId', {}],
    ['userHash', 1],
    ['receivedAt', Number.NaN],
    ['receivedAt', Number.POSITIVE_INFINITY],
    ['lifetime', '60000'],
    ['startedAt', '0'],
    ['activeAt', null],
    ['reason', 0],
    ['ended', 7],
    ['claim', 'mine'],
    ['claim', { id: 'c1', until: '9', isLocked: true }],
    ['claim', { id: 'c1', until: 9, isLocked: 1 }],
    ['failures', Number.NEGATIVE_INFINITY],
    ['isTaught', null],
    ['owed', null],
    ['owed', { length: 1, 0: { label: 'x' } }],
    ['owed', [null]],
    ['owed', [{ label: 3 }]],
  ])('%s cannot be %j (invariant 10)', (name, value) => {
    expect(readHead(rowOf({ ...head, [name]: value }))).toBeNull()
  })

  test('arbitrary data never throws, is never trusted, and pollutes nothing (invariant 10)', () => {
    const data = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true })
    fc.assert(
      fc.property(data, (value) => {
        expect(readHead(rowOf(value))).toBeNull()
        expect(Object.keys(Object.prototype)).toEqual([])
      }),
    )
  })

  test('a head with one field gone wrong is either refused or well formed (invariant 10)', () => {
    const name = fc.constantFrom(...(Object.keys(head) as (keyof Head)[]), '__proto__', 'constructor')
    fc.assert(
      fc.property(name, fc.anything(), (field, value) => {
        const planted = Object.defineProperty({ ...head }, field, { value, enumerable: true, configurable: true })
        const read = readHead(rowOf(planted))
        if (!read) return
        expect(Object.keys(read).sort()).toEqual(Object.keys(head).sort())
        expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
        expect(typeof read.sessionId).toBe('string')
        expect([read.receivedAt, read.startedAt, read.activeAt, read.failures].every(Number.isFinite)).toBe(true)
        expect(Array.isArray(read.owed)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
