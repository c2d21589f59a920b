import type { World } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { countUses } from '../../test/countUses.ts'
import { ann, bob, openShop, type Page } from '../../test/openShop.ts'
import { encrypted } from '../storage/encrypted.ts'
import { inCookie } from '../storage/inCookie.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import { createRecord } from './createRecord.ts'
import type { RecordOptions } from './RecordOptions.ts'

type List = readonly string[]
const openList = ({ session, tab }: Page, more: Partial<RecordOptions<List>> = {}) =>
  createRecord<List>({ name: 'list', initial: [], owner: session, platform: tab.platform, ...more })
const add = (item: string) => (list: List) => [...list, item]
const append = (guest: List, account: List): List => [...account, ...guest]
const rowsWith = (world: World, part: string): string[] =>
  world
    .rows()
    .keys()
    .map(String)
    .filter((key) => key.includes(part))

const storages = [
  ['inIndexedDb()', inIndexedDb],
  ['encrypted(inIndexedDb())', () => encrypted(inIndexedDb())],
  ['inLocalStorage()', inLocalStorage],
  ['inCookie()', () => inCookie()],
] as const

describe.each(storages)('an owned record in %s', (_, storage) => {
  test('takes no edit of one user to another, whenever the switch comes (invariant 13)', async () => {
    for (let seed = 1; seed <= 15; seed++) {
      const { world, openSignedIn } = openShop({ seed })
      const [page, other] = await openSignedIn(2)
      const lists = [openList(page!, { storage: storage() }), openList(other!, { storage: storage() })]
      await world.run(Promise.all(lists.map((list) => list.ready())))
      const signing = other!.session.signIn(bob)
      const outcomes: Promise<string>[] = []
      const mixed: unknown[] = []
      lists[0]!.subscribe(() => {
        const { user } = page!.session.getSnapshot()
        const { value } = lists[0]!.getSnapshot()
        if (value.some((item) => item !== user?.id)) mixed.push([user, value])
      })
      for (let at = 0; at < 60; at++) {
        world.after(at * 3, () => {
          const owner = page!.session.getSnapshot().user?.id ?? 'guest'
          const editing = lists[0]!.update(add(owner)).then(
            () => owner,
            ({ code }) => String(code),
          )
          outcomes.push(editing)
        })
      }
      await world.run(signing)
      await world.advance(1_000)
      expect(mixed).toEqual([])
      const ended = await world.run(Promise.all(outcomes))
      expect([...new Set(ended)].filter((end) => !['ann', 'bob', 'SUPERSEDED'].includes(end))).toEqual([])
      expect(lists[1]!.getSnapshot().value).toEqual(ended.filter((end) => end === 'bob'))
      await world.run(other!.session.signIn(ann))
      await world.until(() => lists[1]!.getSnapshot().value[0] === 'ann')
      expect(lists[1]!.getSnapshot().value).toEqual(ended.filter((end) => end === 'ann'))
    }
  })

  test("takes in the guest's value once, though two tabs do it at once", async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { world, open } = openShop({ seed })
      const pages = [open(), open()]
      const lists = pages.map((page) => openList(page, { storage: storage(), merge: append }))
      await world.run(lists[0]!.update(add('mug')))
      await world.run(Promise.all(lists.map((list) => list.ready())))
      await world.run(pages[0]!.session.signIn(ann))
      await world.advance(1_000)
      for (const list of lists) expect(list.getSnapshot()).toMatchObject({ status: 'ready', value: ['mug'] })
      expect(rowsWith(world, '/list').every((key) => key.includes('@'))).toBe(true)
      expect([...world.localStorage().keys()].filter((key) => !key.includes('@'))).toEqual([])
    }
  })

  test('leaves nothing of a user at their explicit sign-out, in any tab', async () => {
    const { world, openSignedIn } = openShop()
    const pages = await openSignedIn(2)
    const lists = pages.map((page) => openList(page, { storage: storage() }))
    await world.run(lists[0]!.update(add('mug')))
    await world.run(pages[1]!.session.signOut())
    await world.advance(1_000)
    for (const list of lists) expect(list.getSnapshot().value).toEqual([])
    expect(rowsWith(world, 'list')).toEqual([])
    expect([...world.localStorage().keys()].filter((key) => key.includes('list'))).toEqual([])
    expect(world.cookies().header()).toBe('')
  })
})

describe('an owned record', () => {
  const openFreezing = async (event: 'signed-out' | 'signed-in', more: Partial<RecordOptions<List>>) => {
    const { world, open, reload } = openShop()
    const pages = [open(), open()] as const
    const openSealed = (page: Page) => openList(page, { storage: encrypted(inIndexedDb()), ...more })
    const lists = pages.map(openSealed)
    if (event === 'signed-out') await world.run(pages[0].session.signIn(ann))
    await world.run(Promise.all(lists.map((list) => list.ready())))
    await world.run(lists[0]!.update(add('old')))
    await world.advance(100)
    // Its change of the row has begun when the page freezes.
    const end = pages[1].session.on(event, () => {
      end()
      pages[1].tab.freeze()
    })
    const readAnew = () => world.run(openSealed(reload(pages[0])).ready())
    return { world, pages, lists, readAnew }
  }

  test("removes nothing, when a page comes late to a sign-out, that was written after the user's return", async () => {
    const { world, pages, lists, readAnew } = await openFreezing('signed-out', {})
    await world.run(pages[0].session.signOut())
    await world.until(() => pages[1].tab.state === 'frozen')
    await world.run(pages[0].session.signIn(ann))
    await world.run(lists[0]!.update(add('new')))
    pages[1].tab.resume()
    await world.advance(3_000)
    for (const list of lists) expect(list.getSnapshot().value).toEqual(['new'])
    expect(await readAnew()).toEqual(['new'])
  })

  test("moves no guest's value to a user who has left, when a page comes late to a sign-in (invariant 13)", async () => {
    const { world, pages, lists, readAnew } = await openFreezing('signed-in', { merge: append })
    await world.run(pages[0].session.signIn(ann))
    await world.until(() => pages[1].tab.state === 'frozen')
    await world.until(() => lists[0]!.getSnapshot().status === 'ready')
    await world.run(pages[0].session.signOut({ keepRecords: true }))
    await world.run(lists[0]!.update(add('later')))
    pages[1].tab.resume()
    await world.advance(3_000)
    for (const list of lists) expect(list.getSnapshot().value).toEqual(['later'])
    expect(await readAnew()).toEqual(['later'])
  })

  test("moves the guest's value, and leaves nothing at a sign-out, without IndexedDB too", async () => {
    const { world, open } = openShop()
    const page = open({ faults: { indexedDB: 'missing' } })
    const list = openList(page, { storage: inLocalStorage(), merge: append })
    const keysOf = () => [...world.localStorage().keys()].filter((key) => key.includes('list'))
    await world.run(list.update(add('mug')))
    await world.run(page.session.signIn(ann))
    await world.until(() => list.getSnapshot().value[0] === 'mug', { limit: 2_000 })
    await world.until(() => keysOf().every((key) => key.includes('@')), { limit: 2_000 })
    await world.run(page.session.signOut())
    await world.until(() => keysOf().length === 0, { limit: 2_000 })
  })

  test("keeps the guest's value where the user's is of a newer version (invariant 10)", async () => {
    for (const indexedDB of [null, 'missing'] as const) {
      const { world, open } = openShop()
      const page = open({ faults: { indexedDB } })
      const storage = inLocalStorage()
      const newer = openList(page, { storage, version: 2 })
      await world.run(page.session.signIn(ann))
      await world.run(newer.update(add('new')))
      await world.run(page.session.signOut({ keepRecords: true }))
      newer.stop()
      const list = openList(page, { storage, merge: append })
      await world.run(list.update(add('mug')))
      await world.run(page.session.signIn(ann))
      await world.advance(500)
      await world.run(page.session.signOut({ keepRecords: true }))
      await world.until(() => list.getSnapshot().value.includes('mug'), { limit: 2_000 })
    }
  })

  test("sets a user's value aside where it makes no sense, before the guest's goes into it (invariant 10)", async () => {
    const { world, open } = openShop()
    const page = open()
    const list = openList(page, { merge: append })
    await world.run(page.session.signIn(ann))
    await world.run(list.update(add('old')))
    const [key] = rowsWith(world, '/list')
    await world.run(page.session.signOut({ keepRecords: true }))
    const broken = { generation: 5, version: 1, data: new Map() }
    world.rows().put(key!, broken)
    await world.run(list.update(add('mug')))
    await world.run(page.session.signIn(ann))
    await world.until(() => list.getSnapshot().value[0] === 'mug', { limit: 2_000 })
    expect(world.rows().get(`${key}!aside`)).toEqual(broken)
  })

  test('finishes its edits before a sign-out', async () => {
    const { world, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    const list = openList(page!, { keep: 'always' })
    await world.run(list.ready())
    const updating = list.update(add('mug'))
    await world.run(page!.session.signOut())
    expect(await world.run(updating)).toEqual(['mug'])
    await world.run(page!.session.signIn(ann))
    await world.until(() => list.getSnapshot().value[0] === 'mug', { limit: 2_000 })
  })

  test.each(['rejected', 'max-age'] as const)("comes back to its user after '%s'", async (reason) => {
    const maxAge = reason === 'max-age' ? 60_000 : Number.POSITIVE_INFINITY
    const { world, identity, openSignedIn } = openShop({ session: { maxAge } })
    const [page] = await openSignedIn()
    const list = openList(page!)
    await world.run(list.update(add('mug')))
    if (reason === 'rejected') identity.revokeAll()
    await world.advance(120_000)
    await world.settle(page!.session.refresh())
    expect(page!.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason })
    expect(list.getSnapshot().value).toEqual([])
    await world.run(page!.session.signIn(ann))
    await world.until(() => list.getSnapshot().value[0] === 'mug', { limit: 2_000 })
  })

  test('stays with keepRecords, and goes with keep: never', async () => {
    for (const [keep, isThere] of [
      ['until-signed-out', true],
      ['never', false],
    ] as const) {
      const { world, openSignedIn } = openShop()
      const [page] = await openSignedIn()
      const list = openList(page!, { keep })
      await world.run(list.update(add('mug')))
      await world.run(page!.session.signOut({ keepRecords: true }))
      await world.run(page!.session.signIn(ann))
      await world.advance(1_000)
      expect(list.getSnapshot().value).toEqual(isThere ? ['mug'] : [])
    }
  })

  test("stops with its session, and leaves no connection, not even the guest's (invariant 15)", async () => {
    const { world, join } = openShop()
    const tab = world.openTab()
    const { platform, open } = countUses(tab.platform)
    const page = join({ ...tab, platform })
    const list = openList({ ...page, tab: { ...tab, platform } }, { storage: inLocalStorage(), merge: append })
    await world.run(list.update(add('mug')))
    await world.run(page.session.signIn(ann))
    await world.until(() => list.getSnapshot().value[0] === 'mug')
    page.session.stop()
    await world.advance(1_000)
    expect(open).toEqual({ timers: 0, wakes: 0, channels: 0, connections: 0 })
  })
})
