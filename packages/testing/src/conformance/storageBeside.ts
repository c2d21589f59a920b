import type { Beside, Row } from '@holdfast/core'
import { assertEqual } from './assert.ts'
import { put, type StorageCheck } from './StorageSubject.ts'

const NOT_CALLED = { pinned: undefined, absorbed: undefined }

/** What a storage does with other rows in the same transaction, or says that it cannot. */
export const storageBeside: readonly StorageCheck[] = [
  [
    'a pinned row is read in the same transaction, or undefined',
    async ({ world, open }) => {
      const tab = world.openTab()
      const [pinned, access] = [open(tab, 'session'), open(tab)]
      const pin = pinned.rowKey
      const ask = async (): Promise<Row | null | undefined> => {
        let seen: Beside = NOT_CALLED
        const change = (_: unknown, beside: Beside): undefined => {
          seen = beside
        }
        await world.run(access.commit(change, { pin: pin ?? 'session' }))
        return seen.pinned
      }
      if (pin === null) {
        assertEqual(await ask(), undefined, 'A row that cannot be read there')
        return
      }
      assertEqual(await ask(), null, 'An absent row')
      const row = await world.run(put(pinned, { sessionId: 's1' }))
      assertEqual((await ask())?.generation, row?.generation, 'The generation of the pinned row')
    },
  ],
  [
    'an absorbed row goes when the change is written, and only then',
    async ({ world, open }) => {
      const tab = world.openTab()
      const [guest, access] = [open(tab, 'guest'), open(tab)]
      if (access.rowKey === null) return
      await world.run(put(guest, ['g']))
      await world.run(access.commit(() => undefined, { absorb: 'guest' }))
      assertEqual((await world.run(guest.read()))?.data, ['g'], 'The row beside a change that declined')
      const merge = (row: Row | null, { absorbed }: Beside) => ({
        version: 1,
        data: [row?.data ?? null, absorbed?.data],
      })
      const row = await world.run(access.commit(merge, { absorb: 'guest' }))
      assertEqual(row?.data, [null, ['g']], 'The row')
      assertEqual(await world.run(guest.read()), null, 'The absorbed row')
    },
  ],
  [
    'a commit takes the rows with it that are named after its own so, and no others',
    async ({ world, open }) => {
      const tab = world.openTab()
      const session = open(tab, 'session')
      if (session.rowKey === null) return
      await world.run(put(session, 'head'))
      for (const name of ['session@ann/basket', 'session@ann/wishes', 'session@bob/basket'])
        await world.run(put(open(tab, name), name))
      await world.run(session.commit(() => undefined, { removes: () => ['@ann/'] }))
      assertEqual(
        (await world.run(open(tab, 'session@ann/basket').read()))?.data,
        'session@ann/basket',
        'A row beside a change that declined',
      )
      await world.run(session.commit(() => ({ version: 1, data: 'left' }), { removes: () => ['@ann/'] }))
      const left = async (name: string): Promise<unknown> => (await world.run(open(tab, name).read()))?.data ?? null
      assertEqual(await left('session@ann/basket'), null, "Ann's basket")
      assertEqual(await left('session@ann/wishes'), null, "Ann's wishes")
      assertEqual(await left('session@bob/basket'), 'session@bob/basket', "Bob's basket")
      assertEqual(await left('session'), 'left', 'The session')
    },
  ],
]
