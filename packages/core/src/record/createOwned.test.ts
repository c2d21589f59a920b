import { describe, expect, test } from 'vitest'
import { ann, bob, openShop, type Page } from '../../test/openShop.ts'
import { encrypted } from '../storage/encrypted.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import { inMemory } from '../storage/inMemory.ts'
import { createRecord } from './createRecord.ts'
import type { RecordOptions } from './RecordOptions.ts'

type List = readonly string[]
const openList = ({ session, tab }: Page, more: Partial<RecordOptions<List>> = {}) =>
  createRecord<List>({ name: 'list', initial: [], owner: session, platform: tab.platform, ...more })
const add = (item: string) => (list: List) => [...list, item]
const union = (guest: List, account: List): List => [...new Set([...account, ...guest])]

describe.each([
  ['inIndexedDb()', inIndexedDb],
  ['encrypted(inIndexedDb())', () => encrypted(inIndexedDb())],
  ['inLocalStorage()', inLocalStorage],
  ['inMemory()', inMemory],
])('an owned record in %s', (_, storage) => {
  test("keeps the guest's and each user's value apart (invariant 13)", async () => {
    const { world, open } = openShop()
    const page = open()
    const list = openList(page, { storage: storage(), keep: 'always' })
    await world.run(list.update(add('guest')))
    await world.run(page.session.signIn(ann))
    expect(list.getSnapshot().value).toEqual([])
    await world.run(list.update(add('ann')))
    await world.run(page.session.signOut())
    await world.run(list.ready())
    await world.until(() => list.getSnapshot().value[0] === 'guest', { limit: 2_000 })
    await world.run(page.session.signIn(bob))
    await world.run(list.ready())
    expect(list.getSnapshot().value).toEqual([])
    await world.run(page.session.signIn(ann))
    await world.until(() => list.getSnapshot().value[0] === 'ann', { limit: 2_000 })
  })

  test("moves the guest's value into the user's once, where merge says how", async () => {
    const { world, open } = openShop()
    const page = open()
    const list = openList(page, { storage: storage(), merge: union })
    await world.run(list.update(add('mug')))
    await world.run(page.session.signIn(ann))
    await world.until(() => list.getSnapshot().value[0] === 'mug', { limit: 2_000 })
    await world.run(page.session.signOut())
    await world.until(() => list.getSnapshot().status === 'ready' && list.getSnapshot().value.length === 0, {
      limit: 2_000,
    })
  })
})

describe('an owned record', () => {
  test("goes with the user's explicit sign-out, its mirror too, where no record was open", async () => {
    const { world, open, reload } = openShop()
    const page = open()
    const list = openList(page, { storage: inLocalStorage() })
    await world.run(page.session.signIn(ann))
    await world.run(list.update(add('mug')))
    const again = reload(page)
    await world.run(again.session.ready())
    await world.run(again.session.signOut())
    const later = openList(again, { storage: inLocalStorage() })
    expect(await world.run(later.ready())).toEqual([])
    await world.advance(1_000)
    expect(JSON.stringify([...world.localStorage()])).not.toContain('mug')
    expect([...world.rows().keys()].filter((key) => /@.*list/.test(String(key)))).toEqual([])
  })

  test('still shows what there is when merge throws', async () => {
    const { world, open } = openShop()
    const page = open()
    const merge = (): List => {
      throw new Error('a mistake of the app')
    }
    const list = openList(page, { merge })
    await world.run(list.update(add('mug')))
    await world.run(page.session.signIn(ann))
    expect(await world.run(list.ready())).toEqual([])
    await world.run(list.update(add('pen')))
  })

  test('carries no edit over to another owner (invariant 13)', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { world, openSignedIn } = openShop({ seed })
      const [page, other] = await openSignedIn(2)
      const lists = [openList(page!), openList(other!)]
      await world.run(Promise.all(lists.map((list) => list.ready())))
      const signing = other!.session.signIn(bob)
      const editing: Promise<unknown>[] = []
      for (let at = 0; at < 20; at++) {
        world.after(at * 5, () => {
          const isAnn = page!.session.getSnapshot().user?.id === 'ann'
          if (isAnn) editing.push(lists[0]!.update(add("ann's")).catch(({ code }) => expect(code).toBe('SUPERSEDED')))
        })
      }
      await world.run(signing)
      await world.advance(500)
      await world.run(Promise.all(editing))
      expect(lists[0]!.getSnapshot().value).toEqual([])
      expect(lists[1]!.getSnapshot().value).toEqual([])
    }
  })

  test.each([
    ['inIndexedDb()', inIndexedDb],
    ['encrypted(inIndexedDb())', () => encrypted(inIndexedDb())],
  ])('in %s refuses an edit of a tab that has not heard of the next owner (invariant 13)', async (_, storage) => {
    const { world, openSignedIn } = openShop()
    const [deaf, other] = await openSignedIn(2)
    const list = openList(deaf!, { storage: storage() })
    await world.run(list.update(add('mug')))
    const key = [...world.rows().keys()].find((name) => /@.*list/.test(String(name)))
    const before = world.rows().get(key as string)
    deaf!.tab.setFaults({ channel: 'drops' })
    other!.tab.setFaults({ channel: 'drops' })
    await world.run(other!.session.signIn(bob))
    expect(deaf!.session.getSnapshot().user?.id).toBe('ann')
    const outcome = await world.settle(list.update(add('late')))
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'SUPERSEDED' } })
    expect([before !== undefined, world.rows().get(key as string)]).toEqual([true, before])
  })

  test('removed before its owner is known is removed, not forgotten', async () => {
    const { world, openSignedIn, reload } = openShop()
    const [page] = await openSignedIn()
    await world.run(openList(page!).update(add('mug')))
    const again = reload(page!)
    const list = openList(again)
    await world.run(list.remove())
    expect(await world.run(list.ready())).toEqual([])
  })

  test.each([
    ['never', false],
    ['until-signed-out', true],
    ['always', true],
  ] as const)("kept '%s' outlives an idle end: %s", async (keep, isThere) => {
    const { world, openSignedIn } = openShop({ session: { idleTimeout: 60_000 } })
    const [page] = await openSignedIn()
    const list = openList(page!, { keep })
    await world.run(list.update(add('mug')))
    await world.advance(120_000)
    expect(page!.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'idle' })
    await world.run(page!.session.signIn(ann))
    await world.advance(500)
    expect(list.getSnapshot().value).toEqual(isThere ? ['mug'] : [])
  })
})
