import type { RowAccess } from '@holdfast/core'
import { assert, assertEqual } from './assert.ts'
import { append, put, type StorageCheck, type StorageSubject } from './StorageSubject.ts'

const sharing =
  (check: StorageCheck[1]): StorageCheck[1] =>
  async (subject) => {
    if (subject.options.sharedBy !== 'none') await check(subject)
  }

const items = async ({ world }: StorageSubject, access: RowAccess): Promise<string[]> =>
  ((await world.run(access.read()))?.data as string[] | undefined) ?? []

/** What a storage does for several tabs. */
export const storageSharing: readonly StorageCheck[] = [
  [
    'it says whether tabs share the row',
    async ({ world, open, options }) => {
      const access = open(world.openTab())
      await world.run(access.read())
      assertEqual(access.isShared, options.sharedBy !== 'none', 'isShared')
    },
  ],
  [
    'four tabs that update ten times each lose nothing (invariant 5)',
    sharing(async (subject) => {
      const { world, open, openTabs } = subject
      const accesses = (await openTabs(4)).map((tab) => open(tab))
      const work = accesses.map(async (access, tab) => {
        for (let turn = 0; turn < 10; turn++) await append(access, `${tab}:${turn}`)
      })
      await world.run(Promise.all(work), { limit: 600_000 })
      const found = await items(subject, accesses[0]!)
      assertEqual(found.length, 40, 'Updates')
      assertEqual(new Set(found).size, 40, 'Different updates')
    }),
  ],
  [
    'updates that one tab makes at once are applied one after another (invariant 5)',
    async (subject) => {
      const access = subject.open(subject.world.openTab())
      const all = Array.from({ length: 20 }, (_, turn) => append(access, `${turn}`))
      await subject.world.run(Promise.all(all), { limit: 600_000 })
      assertEqual(new Set(await items(subject, access)).size, 20, 'Updates')
    },
  ],
  [
    'a tab that has heard of an update reads it',
    sharing(async ({ world, open, openTabs }) => {
      const [writer, reader] = (await openTabs(2)).map((tab) => open(tab))
      for (let turn = 0; turn < 10; turn++) {
        await world.run(put(writer!, turn))
        assertEqual((await world.run(reader!.read()))?.data, turn, 'The row')
      }
    }),
  ],
  [
    'a tab that crashes in the midst takes no resolved update with it (invariant 5)',
    sharing(async (subject) => {
      const { world, open, openTabs } = subject
      const tabs = await openTabs(3)
      const accesses = tabs.map((tab) => open(tab))
      const resolved: string[] = []
      const work = accesses.map(async (access, tab) => {
        for (let turn = 0; turn < 10; turn++) {
          await append(access, `${tab}:${turn}`)
          resolved.push(`${tab}:${turn}`)
        }
      })
      world.after(world.random.between(1, 30), () => tabs[0]!.crash())
      await world.run(Promise.all(work.slice(1)), { limit: 600_000 })
      const found = await items(subject, accesses[1]!)
      const lost = resolved.find((item) => !found.includes(item))
      assert(!lost, `The update ${lost} was resolved and is lost.`)
      assertEqual(new Set(found).size, found.length, 'Different updates')
    }),
  ],
  [
    'a wipe makes the row absent',
    async ({ world, open, options }) => {
      const access = open(world.openTab())
      await world.run(put(access, 'gone'))
      world.wipe()
      await world.advance(100)
      if (options.isDurable) assertEqual(await world.run(access.read()), null, 'The row')
    },
  ],
]
