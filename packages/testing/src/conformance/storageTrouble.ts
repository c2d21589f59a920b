import { isHoldfastError, type RowAccess } from '@holdfast/core'
import { assert, assertCode, assertEqual } from './assert.ts'
import { put, type StorageCheck, type StorageSubject } from './StorageSubject.ts'

const GARBAGE: readonly unknown[] = [
  'x',
  7,
  null,
  [],
  {},
  { generation: 'one', version: 1, data: 1 },
  { generation: Number.NaN, version: 1, data: 1 },
  { generation: Number.POSITIVE_INFINITY, version: 1, data: 1 },
  { generation: 1, version: -1 },
  '{"generation":1,"vers',
]

const HOSTILE: readonly string[] = [
  '{"__proto__":{"polluted":true},"constructor":1,"toString":null}',
  '"\\ud800 \\u0000 \\u2028"',
  `${'['.repeat(500)}${']'.repeat(500)}`,
  JSON.stringify('x'.repeat(100_000)),
]

const codes = ['STORAGE_UNAVAILABLE', 'STORAGE_FULL', 'STORAGE_CORRUPT'] as const

async function corrupt({ world }: StorageSubject, value: unknown): Promise<void> {
  const rows = world.rows()
  for (const key of rows.keys()) if (String(key).includes('basket')) rows.put(key, value)
  const { localStorage, cookies } = world.openTab().platform
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  for (const key of world.localStorage().keys()) localStorage?.setItem(key, text)
  for (const [name] of world.cookies().entries())
    cookies.write(`${name}=${encodeURIComponent(text)};path=/;max-age=9999`)
  await world.advance(100)
}

async function mustWork({ world }: StorageSubject, access: RowAccess): Promise<void> {
  const row = await world.run(put(access, 'anew'))
  assertEqual(row?.data, 'anew', 'A commit afterwards')
  assertEqual((await world.run(access.read()))?.data, 'anew', 'A read afterwards')
}

/** What a storage does with bad bytes and broken browsers. */
export const storageTrouble: readonly StorageCheck[] = [
  ...GARBAGE.map(
    (value): StorageCheck => [
      `bytes that make no sense are set aside: ${JSON.stringify(value)} (invariant 10)`,
      async (subject) => {
        const { world, open, options } = subject
        if (!options.isDurable) return
        const tab = world.openTab()
        await world.run(put(open(tab), 'kept'))
        await corrupt(subject, value)
        const access = open(tab.reload())
        const outcome = await world.settle(access.read())
        if (outcome.status === 'rejected') assertCode(outcome.reason, ['STORAGE_CORRUPT'], 'The read')
        else assert(outcome.status === 'fulfilled' && outcome.value === null, 'What makes no sense must not be read.')
        await mustWork(subject, access)
      },
    ],
  ),
  ...HOSTILE.map(
    (text): StorageCheck => [
      `hostile data comes back as it went in, or not at all: ${text.slice(0, 20)} (invariant 10)`,
      async ({ world, open }) => {
        const access = open(world.openTab())
        await world.run(put(access, JSON.parse(text)))
        const row = await world.run(access.read())
        if (row) assertEqual(row.data, JSON.parse(text), 'The data')
        assert(!('polluted' in {}), 'No prototype may be changed.')
      },
    ],
  ),
  [
    'data of a newer version is handed over as it is',
    async ({ world, open }) => {
      const access = open(world.openTab())
      await world.run(put(access, { future: true }, 99))
      const row = await world.run(access.read())
      assertEqual([row?.version, row?.data], [99, { future: true }], 'The row')
    },
  ],
  [
    'a storage that fails is an error, not absence (invariant 11)',
    async ({ world, open, options }) => {
      if (!options.broken) return
      const tab = world.openTab()
      const first = open(tab)
      await world.run(put(first, 'kept'))
      first.close()
      tab.setFaults(options.broken)
      const reading = await world.settle(open(tab).read())
      assert(reading.status === 'rejected', 'A read that fails must reject.')
      assertCode(reading.reason, [...codes], 'The read')
      const writing = await world.settle(first.commit(() => ({ version: 1, data: 'lost' }), { mustStay: true }))
      assert(writing.status === 'rejected', 'A commit that fails must reject.')
      assertCode(writing.reason, [...codes], 'The commit')
      tab.setFaults({ indexedDB: null, localStorage: null, sessionStorage: null, cookies: null, crypto: null })
      if (options.isDurable) assertEqual((await world.run(first.read()))?.data, 'kept', 'The row, once it can be read')
    },
  ],
  [
    'without room a commit rejects, and the row stays as it was (invariant 11)',
    async ({ world, open, options }) => {
      if (!options.full) return
      const tab = world.openTab()
      const access = open(tab)
      await world.run(put(access, 'kept'))
      tab.setFaults(options.full)
      const outcome = await world.settle(access.commit(() => ({ version: 1, data: 'more' }), { mustStay: true }))
      assert(outcome.status === 'rejected', 'A commit without room must reject.')
      assertCode(outcome.reason, ['STORAGE_FULL', 'STORAGE_UNAVAILABLE'], 'The commit')
      assertEqual((await world.run(access.read()))?.data, 'kept', 'The row')
    },
  ],
  [
    'a lost connection costs nothing',
    async (subject) => {
      const { world, open } = subject
      const tab = world.openTab()
      const access = open(tab)
      await world.run(put(access, 'kept'))
      tab.loseDatabase()
      await mustWork(subject, access)
    },
  ],
  [
    'whatever fails, fails with an error of Holdfast',
    async ({ world, open, options }) => {
      for (const indexedDB of ['missing', 'throws', 'fails', 'hangs', 'full'] as const) {
        const tab = world.openTab({ faults: { ...options.broken, indexedDB } })
        const access = open(tab)
        for (const work of [() => access.read(), () => put(access, 1)]) {
          const outcome = await world.settle(work())
          assert(outcome.status !== 'pending', `Nothing may hang (IndexedDB ${indexedDB}).`)
          if (outcome.status === 'rejected')
            assert(isHoldfastError(outcome.reason, ...codes), `IndexedDB ${indexedDB}: got ${String(outcome.reason)}.`)
        }
      }
    },
  ],
]
