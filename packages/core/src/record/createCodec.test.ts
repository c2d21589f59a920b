import { createWorld } from '@holdfast/testing'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { describe, expect, test, vi } from 'vitest'
import { createCodec } from './createCodec.ts'
import { createRecord } from './createRecord.ts'
import type { RecordOptions } from './RecordOptions.ts'

const row = (data: unknown, version = 1) => ({ generation: 1, version, data })

/** Takes text, and trims it. */
const trimmed: StandardSchemaV1<unknown, string> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) =>
      typeof value === 'string' ? { value: value.trim() } : { issues: [{ message: 'It is no text.' }] },
  },
}
const open = (more: Partial<RecordOptions<string>> = {}) =>
  createCodec<string>({ name: 'it', initial: 'initial', schema: trimmed, ...more })

describe('what was stored', () => {
  test('is the initial value where there is nothing', () => {
    expect(open().decode(null)).toEqual({ status: 'ready', value: 'initial' })
  })

  test('is as the schema makes it', () => {
    expect(open().decode(row(' a '))).toEqual({ status: 'ready', value: 'a' })
  })

  test.each([7, null, new Map(), new Uint8Array(2), new Date(0), Number.NaN, 'x'.repeat(5)])(
    'is nothing to trust where the schema, or JSON, does not know it: %o (invariant 10)',
    (data) => {
      const schema: StandardSchemaV1<unknown, string> = {
        '~standard': {
          version: 1,
          vendor: 'test',
          validate: (value) => {
            if (value === 'xxxxx') throw new Error('a mistake of the schema')
            return value === 7 || value === null ? { issues: [{ message: 'no' }] } : { value: value as string }
          },
        },
      }
      expect(open({ schema }).decode(row(data))).toEqual({ status: 'broken', value: 'initial' })
    },
  )

  test('by a newer version is left alone (invariant 10)', () => {
    expect(open({ version: 2 }).decode(row('x', 3))).toMatchObject({ status: 'read-only' })
  })

  test('by an older one is migrated, and checked after that', () => {
    const migrate = vi.fn((data: unknown, from: number) => ` ${String(data)} of ${from} `)
    expect(open({ version: 3, migrate }).decode(row('a', 2))).toMatchObject({ status: 'ready', value: 'a of 2' })
    expect(open({ version: 3, migrate: () => 7 as never }).decode(row('a', 2)).status).toBe('broken')
  })

  test('by an older one makes no sense without migrate(), or where that throws (invariant 10)', () => {
    const migrate = (): string => {
      throw new Error('no')
    }
    expect(open({ version: 2 }).decode(row('a')).status).toBe('broken')
    expect(open({ version: 2, migrate }).decode(row('a')).status).toBe('broken')
  })
})

describe('what is to be stored', () => {
  test('is refused with what the schema has against it', () => {
    const check = () => open().check(7)
    expect(check).toThrow(expect.objectContaining({ code: 'RECORD_INVALID', cause: new Error('It is no text.') }))
  })

  test('is plain data without proxies', () => {
    const codec = createCodec<{ a: readonly number[] }>({ name: 'it', initial: { a: [] } })
    const proxy = new Proxy({ a: new Proxy([1], {}) }, {})
    expect(() => structuredClone(proxy)).toThrow()
    expect(structuredClone(codec.check(proxy).draft)).toEqual({ version: 1, data: { a: [1] } })
  })

  test('may leave out members', () => {
    const codec = createCodec<{ a?: number | undefined }>({ name: 'it', initial: {} })
    expect(codec.check({ a: undefined }).draft).toEqual({ version: 1, data: {} })
  })
})

describe('a record of an older version', () => {
  test('is shown migrated, and stored so by the next update alone', async () => {
    const world = createWorld()
    const tab = world.openTab()
    const older = createRecord({ name: 'it', initial: ['a'], platform: tab.platform })
    await world.run(older.update((list) => [...list, 'b']))
    const before = world.rows().get('/it')
    const record = createRecord({
      name: 'it',
      initial: '',
      version: 2,
      migrate: (data) => (data as string[]).join(),
      platform: world.openTab().platform,
    })
    expect(await world.run(record.ready())).toBe('a,b')
    await world.run(record.update((text) => text))
    expect(world.rows().get('/it')).toEqual(before)
    await world.run(record.update((text) => `${text}!`))
    expect(world.rows().get('/it')).toMatchObject({ version: 2, data: 'a,b!' })
    await world.until(() => older.getSnapshot().status === 'read-only', { limit: 100 })
  })
})
