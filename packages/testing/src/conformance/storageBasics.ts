import { assert, assertEqual } from './assert.ts'
import { put, type StorageCheck } from './StorageSubject.ts'

/** What every storage does, alone and in peace. */
export const storageBasics: readonly StorageCheck[] = [
  [
    'a row that was never written is null, not an error',
    async ({ world, open }) => {
      assertEqual(await world.run(open(world.openTab()).read()), null, 'The row')
    },
  ],
  [
    'a commit resolves with the row, and a read finds it',
    async ({ world, open }) => {
      const access = open(world.openTab())
      const written = await world.run(put(access, { items: ['a'] }, 3))
      assertEqual(written?.data, { items: ['a'] }, 'What the commit resolved with')
      const row = await world.run(access.read())
      assertEqual([row?.version, row?.data], [3, { items: ['a'] }], 'What the read found')
      assertEqual(row?.generation, written?.generation, 'Its generation')
    },
  ],
  [
    'a generation grows with every commit, across a removal too',
    async ({ world, open }) => {
      const access = open(world.openTab())
      let last = 0
      for (const data of [1, 2, null, 3, null, 4]) {
        const row = await world.run(data === null ? access.commit(() => null) : put(access, data))
        if (data === null) {
          assertEqual(row, null, 'A removed row')
          // A new row starts at the time of day.
          await world.advance(10)
          continue
        }
        assert(row && row.generation > last, `The generation must grow: ${row?.generation} came after ${last}.`)
        last = row.generation
      }
    },
  ],
  [
    'a change that declines writes nothing',
    async ({ world, open }) => {
      const access = open(world.openTab())
      assertEqual(await world.run(access.commit(() => undefined)), null, 'An absent row')
      const before = await world.run(put(access, 'kept'))
      assertEqual(await world.run(access.commit(() => undefined)), before, 'The row')
      assertEqual(await world.run(access.read()), before, 'The row as read')
    },
  ],
  [
    'a change that throws rejects with what it threw, and writes nothing',
    async ({ world, open }) => {
      const access = open(world.openTab())
      const before = await world.run(put(access, 'kept'))
      const thrown = new Error('no')
      const throwing = access.commit(() => {
        throw thrown
      })
      const outcome = await world.settle(throwing)
      assert(outcome.status === 'rejected' && outcome.reason === thrown, 'The commit must reject with the very error.')
      assertEqual(await world.run(access.read()), before, 'The row')
    },
  ],
  [
    'a change sees the row as it is',
    async ({ world, open }) => {
      const access = open(world.openTab())
      await world.run(put(access, 1))
      const row = await world.run(access.commit((found) => ({ version: 1, data: (found?.data as number) + 1 })))
      assertEqual(row?.data, 2, 'The row')
    },
  ],
  [
    'rows of different names stand apart',
    async ({ world, open }) => {
      const tab = world.openTab()
      const one = open(tab, 'one')
      await world.run(put(one, 1))
      await world.run(put(open(tab, 'two'), 2))
      assertEqual((await world.run(one.read()))?.data, 1, 'The first')
    },
  ],
  [
    'a row outlives its page, or says that it does not',
    async ({ world, open, options }) => {
      const tab = world.openTab()
      const access = open(tab)
      await world.run(put(access, 'kept'))
      assertEqual(access.isDurable, options.isDurable, 'isDurable')
      const row = await world.run(open(tab.reload()).read())
      assertEqual(row?.data ?? null, options.isDurable ? 'kept' : null, 'The row after a reload')
    },
  ],
  [
    'close lets go of every connection, and a later call opens what it needs',
    async ({ world, open, options }) => {
      const access = open(world.openTab())
      await world.run(put(access, 'kept'))
      access.close()
      await world.advance(1_000)
      assertEqual(world.rows().connections(), 0, 'Open connections')
      const row = await world.run(access.read())
      if (options.isDurable) assertEqual(row?.data, 'kept', 'The row')
    },
  ],
]
