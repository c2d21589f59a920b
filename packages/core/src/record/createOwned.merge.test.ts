import { describe, expect, test } from 'vitest'
import { ann, openShop, type Page } from '../../test/openShop.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import { inMemory } from '../storage/inMemory.ts'
import { createRecord } from './createRecord.ts'
import type { RecordOptions } from './RecordOptions.ts'

type List = readonly string[]
const append = (guest: List, account: List): List => [...account, ...guest]
const openList = ({ session, tab }: Page, more: Partial<RecordOptions<List>> = {}) =>
  createRecord<List>({ name: 'list', initial: [], owner: session, platform: tab.platform, merge: append, ...more })
const add = (item: string) => (list: List) => [...list, item]

describe("the guest's value", () => {
  test('is not lost when what is made of it cannot be stored (invariant 11)', async () => {
    const { world, open, reload } = openShop()
    const page = open()
    const list = openList(page)
    await world.run(list.update(add('mug')))
    const unwatch = world.rows().watch(() => {
      const row = world.rows().get('session:%2Fauth') as
        | { readonly data: { readonly grantId: string | null } }
        | undefined
      if (!row?.data.grantId) return
      page.tab.setFaults({ indexedDB: 'full' })
      unwatch()
    })
    await world.run(page.session.signIn(ann))
    await world.advance(1_000)
    expect(list.getSnapshot()).toMatchObject({ value: ['mug'], isDurable: false })
    page.tab.setFaults({ indexedDB: null })
    const again = openList(reload(page))
    again.subscribe(() => {})
    await world.advance(1_000)
    expect(again.getSnapshot()).toMatchObject({ value: ['mug'], isDurable: true })
  })

  test('is merged as the guest saw it, where it had moved to memory (invariant 11)', async () => {
    const { world, open, reload } = openShop()
    const page = open()
    const list = openList(page)
    await world.run(list.update(add('mug')))
    page.tab.setFaults({ indexedDB: 'full' })
    await world.run(list.update(add('pen')))
    expect(list.getSnapshot()).toMatchObject({ value: ['mug', 'pen'], isDurable: false })
    page.tab.setFaults({ indexedDB: null })
    await world.run(page.session.signIn(ann))
    await world.advance(1_000)
    expect(list.getSnapshot()).toMatchObject({ value: ['mug', 'pen'], isDurable: true })
    const again = openList(reload(page))
    again.subscribe(() => {})
    await world.advance(1_000)
    expect(again.getSnapshot().value).toEqual(['mug', 'pen'])
  })

  test('goes into the account once, though two tabs without IndexedDB do it (invariant 5)', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { world, open } = openShop({ seed, storage: inLocalStorage })
      const pages = [1, 2].map(() => open({ faults: { indexedDB: 'missing' } }))
      const lists = pages.map((page) => openList(page, { storage: inLocalStorage() }))
      await world.run(lists[0]!.update(add('mug')))
      await world.run(Promise.all(lists.map((list) => list.ready())))
      await world.run(pages[0]!.session.signIn(ann))
      // It looks while the first is at it.
      pages[1]!.tab.focus()
      await world.advance(5_000)
      for (const { tab } of pages) tab.focus()
      await world.advance(5_000)
      expect(lists.map((list) => list.getSnapshot().value)).toEqual([['mug'], ['mug']])
    }
  })

  test('is put back, without IndexedDB, where what is made of it is too long to be stored (invariant 11)', async () => {
    const { world, open } = openShop({ storage: inLocalStorage })
    const page = open({ faults: { indexedDB: 'missing' } })
    const list = openList(page, { storage: inLocalStorage() })
    const isGuests = ([key, text]: readonly [string, string]) => key.endsWith('/list') && text.includes('mug')
    await world.run(page.session.signIn(ann))
    await world.run(list.update(add('x'.repeat(999_900))))
    await world.run(page.session.signOut({ keepRecords: true }))
    await world.run(list.update(add('mug'.repeat(99))))
    await world.run(page.session.signIn(ann))
    await world.advance(1_000)
    expect(list.getSnapshot()).toMatchObject({ isDurable: false, value: { length: 2 } })
    expect([...world.localStorage()].filter(isGuests)).toHaveLength(1)
  })

  test('stays, without IndexedDB too, where merge throws', async () => {
    const { world, open } = openShop({ storage: inLocalStorage })
    const page = open({ faults: { indexedDB: 'missing' } })
    const merge = (): List => {
      throw new Error('a mistake of the app')
    }
    const list = openList(page, { storage: inLocalStorage(), merge })
    await world.run(list.update(add('mug')))
    await world.run(page.session.signIn(ann))
    await world.until(() => list.getSnapshot().status === 'ready', { limit: 2_000 })
    await world.run(page.session.signOut())
    await world.until(() => list.getSnapshot().value[0] === 'mug', { limit: 2_000 })
  })

  test('is gone at once in a tab that goes on as the guest (invariant 6)', async () => {
    const { world, open } = openShop({ storage: inMemory })
    const [page, other] = [open(), open()]
    const lists = [openList(page), openList(other)]
    await world.run(lists[1]!.update(add('mug')))
    await world.run(lists[0]!.ready())
    await world.run(page.session.signIn(ann))
    await world.until(() => lists[0]!.getSnapshot().value[0] === 'mug', { limit: 1_000 })
    await world.advance(100)
    expect(other.session.getSnapshot().status).toBe('signed-out')
    expect(lists[1]!.getSnapshot().value).toEqual([])
  })

  test('is read, and nothing is written, where the guest has none', async () => {
    const { world, openSignedIn, reload } = openShop()
    const [page] = await openSignedIn()
    const again = reload(page!)
    await world.run(again.session.ready())
    let changes = 0
    world.rows().watch(() => {
      changes += 1
    })
    expect(await world.run(openList(again).ready())).toEqual([])
    expect(changes).toBe(0)
  })
})
