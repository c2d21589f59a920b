import { createRotatingServer, createWorld, type World } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { ann, bob, openShop, type Page } from '../../test/openShop.ts'
import { createRecord } from '../record/createRecord.ts'
import { bearer } from '../source/bearer.ts'
import { inSessionStorage } from '../storage/inSessionStorage.ts'
import { createSession } from './createSession.ts'

type List = readonly string[]
const openList = ({ session, tab }: Page) =>
  createRecord<List>({ name: 'list', initial: [], owner: session, platform: tab.platform })
const add = (item: string) => (list: List) => [...list, item]
const listsIn = (world: World): unknown[] =>
  [...world.rows().keys()].filter((key) => /@.*list/.test(String(key))).map((key) => world.rows().get(key))

describe("a sign-out takes its user's records with it where none is open", () => {
  test('and the session is in inSessionStorage(), the record is not', async () => {
    const { world, open, reload } = openShop({ storage: inSessionStorage })
    const page = open()
    await world.run(page.session.signIn(ann))
    await world.run(openList(page).update(add('mug')))
    const again = reload(page)
    await world.run(again.session.ready())
    expect(listsIn(world)).toHaveLength(1)
    await world.run(again.session.signOut())
    expect(listsIn(world)).toEqual([])
  })

  test('and the session has moved to memory, the record has not', async () => {
    const { world, open } = openShop()
    const page = open({ faults: { crypto: 'missing', locks: 'missing' } })
    await world.run(page.session.signIn(ann))
    const list = openList(page)
    await world.run(list.update(add('mug')))
    list.stop()
    expect(listsIn(world)).toHaveLength(1)
    await world.run(page.session.signOut())
    expect(listsIn(world)).toEqual([])
  })

  test('and it ends two: the one in memory, and the one that was out of reach', async () => {
    const { world, open, reload } = openShop()
    const page = open()
    await world.run(page.session.signIn(ann))
    await world.run(openList(page).update(add('ann')))
    const again = reload(page)
    again.tab.setFaults({ indexedDB: 'fails' })
    await world.run(again.session.ready())
    again.tab.setFaults({ indexedDB: null })
    await world.run(again.session.signIn(bob))
    const list = openList(again)
    await world.run(list.update(add('bob')))
    list.stop()
    expect(listsIn(world)).toHaveLength(2)
    await world.run(again.session.signOut())
    expect(listsIn(world)).toEqual([])
  })

  test("and leaves those of a user who was not signed in, and the guest's", async () => {
    const { world, open } = openShop()
    const page = open()
    const list = openList(page)
    await world.run(list.update(add('guest')))
    await world.run(page.session.signIn(bob))
    await world.run(list.update(add('bob')))
    await world.run(page.session.signOut({ keepRecords: true }))
    await world.run(page.session.signIn(ann))
    await world.run(list.update(add('ann')))
    list.stop()
    await world.run(page.session.signOut())
    expect(listsIn(world)).toMatchObject([{ data: ['bob'] }])
    expect(await world.run(openList(page).ready())).toEqual(['guest'])
  })
})

describe('sessions at servers of which one lies below the other', () => {
  const openBoth = () => {
    const world = createWorld()
    const { platform } = world.openTab()
    createRotatingServer(world, { origin: world.origin, users: { ann: 'ann' } })
    const [shop, admin] = ['/auth', '/auth/admin'].map((url) => createSession({ source: bearer({ url }), platform }))
    const grant = { user: { id: 'ann', sub: 'ann' }, lifetime: 600_000, tokens: { accessToken: 'x' } }
    return { world, platform, shop: shop!, admin: admin!, grant }
  }

  test("do not take each other's records at a sign-out", async () => {
    const { world, platform, shop, admin, grant } = openBoth()
    await world.run(shop.adopt(grant))
    await world.run(admin.adopt(grant))
    const list = createRecord<List>({ name: 'list', initial: [], owner: admin, platform })
    await world.run(list.update(add('mug')))
    await world.settle(shop.signOut())
    expect(admin.getSnapshot().user?.id).toBe('ann')
    expect(listsIn(world)).toMatchObject([{ data: ['mug'] }])
  })

  test('share no row, whatever a record is called', async () => {
    const { world, platform, shop, admin, grant } = openBoth()
    await world.run(admin.adopt(grant))
    const record = createRecord<List>({ name: 'admin', initial: [], owner: shop, platform })
    await world.run(record.ready())
    expect(await world.run(record.update(add('guest')))).toEqual(['guest'])
    await world.advance(2_000)
    expect(admin.getSnapshot().status).toBe('signed-in')
  })
})
