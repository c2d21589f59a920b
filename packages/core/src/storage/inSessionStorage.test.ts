import { createWorld, type Tab, type World } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { countUses } from '../../test/countUses.ts'
import { ann, openShop } from '../../test/openShop.ts'
import { createRecord } from '../record/createRecord.ts'
import { firstOf } from './firstOf.ts'
import { inMemory } from './inMemory.ts'
import { inSessionStorage } from './inSessionStorage.ts'
import type { OpenOptions, Row, RowAccess } from './RecordStorage.ts'

const DAY = 86_400_000
const put = (access: RowAccess, data: unknown): Promise<Row | null> => access.commit(() => ({ version: 1, data }))
const open = (tab: Tab, more: Partial<OpenOptions> = {}): RowAccess =>
  inSessionStorage().open({ name: 'it', platform: tab.platform, ...more })
const keysOf = (world: World): string[] => world.rows().keys().map(String)

describe('a row for the tab', () => {
  test('is there after a reload', async () => {
    const world = createWorld()
    const tab = world.openTab()
    await world.run(put(open(tab), 'mug'))
    expect(await world.run(open(tab.reload()).read())).toMatchObject({ data: 'mug' })
  })

  test('is shared by a duplicated tab, without a lost update (invariant 5)', async () => {
    const world = createWorld()
    const tab = world.openTab()
    await world.run(put(open(tab), 0))
    const accesses = [open(tab), open(tab.duplicate())]
    const add = (access: RowAccess) => access.commit((row) => ({ version: 1, data: Number(row?.data) + 1 }))
    await world.run(Promise.all(Array.from({ length: 40 }, (_, at) => add(accesses[at % 2]!))))
    expect(await world.run(accesses[0]!.read())).toMatchObject({ data: 40 })
  })

  test('is nothing to any other tab', async () => {
    const world = createWorld()
    const [tab, other] = [world.openTab(), world.openTab()]
    await world.run(put(open(tab), 'mug'))
    const access = open(other)
    expect(await world.run(access.read())).toBeNull()
    await world.run(put(access, 'pen'))
    expect(await world.run(open(tab).read())).toMatchObject({ data: 'mug' })
  })

  test('cannot be read without the key that the tab holds (invariant 9)', async () => {
    const world = createWorld()
    const tab = world.openTab()
    await world.run(put(open(tab), { canary: 'tweet' }))
    const [key] = keysOf(world)
    const { data } = world.rows().get(key!) as { data: Uint8Array }
    expect(new TextDecoder().decode(data)).not.toContain('tweet')
    // The tab's id is in the database; its key must not be.
    const secret = tab.platform.sessionStorage!.getItem('holdfast')!.slice(32)
    expect(JSON.stringify(keysOf(world))).not.toContain(secret)
    const thief = world.openTab()
    thief.platform.sessionStorage!.setItem('holdfast', 'f'.repeat(96))
    world.rows().put(key!.replace(/[\da-f]{32}/, 'f'.repeat(32)), world.rows().get(key!))
    expect(await world.run(open(thief).read())).toBeNull()
  })

  test('is made anew where what the tab holds makes no sense (invariant 10)', async () => {
    for (const text of ['', 'x', 'g'.repeat(96), 'a'.repeat(5e6)]) {
      const world = createWorld()
      const tab = world.openTab()
      tab.platform.sessionStorage!.setItem('holdfast', text)
      await world.run(put(open(tab), 1))
      expect(await world.run(open(tab).read())).toMatchObject({ data: 1 })
    }
  })

  test.each(['missing', 'throws', 'full'] as const)(
    'goes to the next storage where sessionStorage is %s, first update or not (invariant 11)',
    async (sessionStorage) => {
      for (const first of ['read', 'commit']) {
        const world = createWorld()
        const { platform } = world.openTab({ faults: { sessionStorage } })
        const access = firstOf(inSessionStorage(), inMemory()).open({ name: 'it', platform })
        if (first === 'read') await world.run(access.read())
        await world.run(put(access, 1))
        expect([access.kind, keysOf(world)]).toEqual(['memory', []])
      }
    },
  )
})

describe('rows of tabs that are gone', () => {
  const sweepAfter = async (days: number, prepare?: (world: World) => void): Promise<string[]> => {
    const world = createWorld()
    await world.run(put(open(world.openTab()), 'old'))
    prepare?.(world)
    world.sleep(days * DAY)
    const tab = world.openTab()
    await world.run(put(open(tab), 'new'))
    await world.run(open(tab).read())
    await world.advance(1_000)
    return keysOf(world)
  }

  test('are deleted when nobody used them for 30 days', async () => {
    expect(await sweepAfter(31)).toHaveLength(1)
  })

  test('are not those of a tab that is open and only reads, nor those of the tab that starts', async () => {
    const world = createWorld()
    const tab = world.openTab()
    const access = open(tab)
    await world.run(put(access, 'mug'))
    for (let day = 0; day < 31; day++) {
      world.sleep(DAY)
      await world.run(access.read())
    }
    await world.run(open(world.openTab()).read())
    await world.advance(1_000)
    expect(await world.run(access.read())).toMatchObject({ data: 'mug' })
    world.sleep(31 * DAY)
    await world.run(open(tab.reload()).read())
    await world.advance(1_000)
    expect(await world.run(open(tab.reload()).read())).toMatchObject({ data: 'mug' })
  })

  test('stay readable where there is no room to mark them as used (invariant 11)', async () => {
    const world = createWorld()
    const tab = world.openTab()
    const access = open(tab)
    await world.run(put(access, 'mug'))
    world.sleep(2 * DAY)
    tab.setFaults({ indexedDB: 'full' })
    expect(await world.run(access.read())).toMatchObject({ data: 'mug' })
  })

  test('are swept away without an update that was told to be kept (invariant 5)', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const world = createWorld({ seed })
      const tab = world.openTab()
      const access = open(tab)
      await world.run(put(access, 'old'))
      world.sleep(31 * DAY)
      const starting = open(world.openTab()).read()
      await world.advance(world.random.between(0, 6))
      await world.run(Promise.all([starting, put(access, 'new')]))
      await world.advance(1_000)
      expect(await world.run(open(tab.reload()).read())).toMatchObject({ data: 'new' })
    }
  })

  test('are swept away by a tab that leaves no connection when it is stopped meanwhile (invariant 15)', async () => {
    for (let at = 0; at < 12; at += 0.5) {
      const world = createWorld()
      const { platform, open: used } = countUses(world.openTab().platform)
      const record = createRecord({ name: 'it', initial: 0, platform, storage: inSessionStorage() })
      const reading = record.ready().catch(() => {})
      world.after(at, record.stop)
      await world.advance(11_000)
      await reading
      expect(used).toEqual({ timers: 0, wakes: 0, channels: 0, connections: 0 })
    }
  })

  test('stay for 30 days', async () => {
    expect(await sweepAfter(29)).toHaveLength(2)
  })

  test('are deleted whatever else lies in the database (invariant 10)', async () => {
    const keys = await sweepAfter(31, (world) => {
      const [key] = keysOf(world)
      world.rows().put(key!.replace(/[\da-f]{32}/, '0'.repeat(32)), null)
      world.rows().put(7, 'of somebody else')
      world.rows().put('other', { generation: 1, version: 1, data: 1 })
    })
    expect(keys).toHaveLength(3)
    expect(keys).toEqual(expect.arrayContaining(['7', 'other']))
  })
})

describe('a session for the tab', () => {
  test('writes nothing before it is used, nor while prerendering (invariant 15)', async () => {
    const { world, join } = openShop({ storage: inSessionStorage })
    const tab = world.openTab({ isPrerendering: true })
    const { platform, uses } = countUses(tab.platform)
    const { session } = join({ ...tab, platform })
    expect(uses()).toBe(0)
    session.subscribe(() => {})
    await world.advance(1_000)
    expect(tab.platform.sessionStorage!.getItem('holdfast')).toBeNull()
  })

  test("takes its user's records with it at an explicit sign-out, where none was open", async () => {
    const { world, open: openPage, reload } = openShop({ storage: inSessionStorage })
    const page = openPage()
    await world.run(page.session.signIn(ann))
    const openList = ({ session, tab }: typeof page) =>
      createRecord({
        name: 'list',
        initial: [] as string[],
        owner: session,
        platform: tab.platform,
        storage: inSessionStorage(),
      })
    await world.run(openList(page).update((list) => [...list, 'mug']))
    const again = reload(page)
    await world.run(again.session.ready())
    await world.run(again.session.signOut())
    expect(keysOf(world).filter((key) => key.includes('/list'))).toEqual([])
    await world.run(again.session.signIn(ann))
    expect(await world.run(openList(again).ready())).toEqual([])
  })

  test("moves the guest's record into the user's, where the page opens after the sign-in", async () => {
    const { world, open: openPage, reload } = openShop({ storage: inSessionStorage })
    const page = openPage()
    const openList = ({ session, tab }: typeof page) =>
      createRecord({
        name: 'list',
        initial: [] as string[],
        owner: session,
        platform: tab.platform,
        storage: inSessionStorage(),
        merge: (guest, account) => [...account, ...guest],
      })
    await world.run(openList(page).update((list) => [...list, 'mug']))
    const next = reload(page)
    await world.run(next.session.signIn(ann))
    expect(await world.run(openList(next).ready())).toEqual(['mug'])
  })
})
