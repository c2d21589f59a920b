import { describe, expect, test } from 'vitest'
import { ann, bob, openShop, type Page } from '../../test/openShop.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import { inMemory } from '../storage/inMemory.ts'
import { createRecord } from './createRecord.ts'
import type { RecordOptions } from './RecordOptions.ts'

type List = readonly string[]
const openList = ({ session, tab }: Page, more: Partial<RecordOptions<List>> = {}) =>
  createRecord<List>({ name: 'list', initial: [], owner: session, platform: tab.platform, ...more })
const add = (item: string) => (list: List) => [...list, item]

describe('a tab that cannot learn who is signed in', () => {
  /** A page in which ann is signed in, with her record, and another which has no tokens of hers. */
  const openBeside = async (more: Partial<RecordOptions<List>> = {}) => {
    const shop = openShop({ storage: inMemory })
    const [page, other] = [shop.open(), shop.open()]
    await shop.world.run(page.session.signIn(ann))
    const hers = openList(page, more)
    await shop.world.run(hers.update(add('of ann')))
    return { ...shop, page, other, hers }
  }

  test("shows, keeps and merges the guest's record alone (invariant 13)", async () => {
    const merge = (guest: List, account: List): List => [...account, ...guest]
    const { world, reload, other, hers } = await openBeside({ merge })
    await world.run(openList(other, { merge }).update(add('of the guest')))
    expect(other.session.getSnapshot().status).toBe('signed-out')
    const again = openList(reload(other), { merge })
    const seen: string[] = []
    again.subscribe(() => seen.push(...again.getSnapshot().value))
    await world.advance(2_000)
    expect([seen, again.getSnapshot().value]).toEqual([['of the guest'], ['of the guest']])
    expect(hers.getSnapshot().value).toEqual(['of ann'])
  })

  test("removes nothing of the user's (invariant 13)", async () => {
    const { world, page, other, hers } = await openBeside({ keep: 'never' })
    openList(other, { keep: 'never' }).subscribe(() => {})
    await world.advance(2_000)
    page.tab.focus()
    await world.advance(1_000)
    expect(hers.getSnapshot().value).toEqual(['of ann'])
  })

  test("takes an edit made before it knows that for the guest's (invariant 13)", async () => {
    const { world, other, hers } = await openBeside()
    const list = openList(other)
    expect(await world.run(list.update(add('of the guest')))).toEqual(['of the guest'])
    await world.advance(2_000)
    expect(hers.getSnapshot().value).toEqual(['of ann'])
  })
})

describe('an edit made before the session has been read', () => {
  const openBobs = async (storage?: typeof inLocalStorage) => {
    const shop = openShop(storage ? { storage } : {})
    const page = shop.open()
    await shop.world.run(page.session.signIn(bob))
    return { ...shop, page, again: shop.reload(page) }
  }

  test.each([
    ['ann', { user: { id: 'ann' } }],
    ['the guest', null],
  ] as const)('while %s is shown by seed() never lands in bob (invariant 13)', async (_, initial) => {
    const { world, again } = await openBobs()
    again.session.seed(initial)
    const list = openList(again)
    const outcome = await world.settle(list.update(add('not of bob')))
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'SUPERSEDED' } })
    await world.advance(1_000)
    expect(again.session.getSnapshot().user?.id).toBe('bob')
    expect(list.getSnapshot().value).toEqual([])
  })

  test('while ann is shown by an old mirror never lands in bob (invariant 13)', async () => {
    const { world, again } = await openBobs(inLocalStorage)
    const storage = again.tab.platform.localStorage!
    const key = [...world.localStorage().keys()].find((name) => name.includes('session'))!
    storage.setItem(key, storage.getItem(key)!.replace('"id":"bob"', '"id":"ann"'))
    const list = openList(again)
    const updating = list.update(add('of ann'))
    expect(again.session.getSnapshot().user?.id).toBe('ann')
    expect(await world.settle(updating)).toMatchObject({ status: 'rejected', reason: { code: 'SUPERSEDED' } })
    expect(await world.run(list.ready())).toEqual([])
  })

  test('lands with whoever was shown, if it is they', async () => {
    const { world, again } = await openBobs()
    again.session.seed({ user: { id: 'bob' } })
    expect(await world.run(openList(again).update(add('of bob')))).toEqual(['of bob'])
  })
})

describe('what a sign-out removed', () => {
  test('is not shown where its user is back before the tab looked (invariant 3)', async () => {
    const { world, openSignedIn } = openShop()
    const [slow, other] = await openSignedIn(2)
    const list = openList(slow!)
    await world.run(list.update(add('mug')))
    slow!.tab.setFaults({ indexedDB: 'hangs' })
    await world.run(other!.session.signOut())
    await world.run(other!.session.signIn(ann))
    slow!.tab.setFaults({ indexedDB: null })
    await world.advance(3_000)
    expect(slow!.session.getSnapshot().user?.id).toBe('ann')
    expect(list.getSnapshot().value).toEqual([])
  })
})
