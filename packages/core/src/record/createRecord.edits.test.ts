import { createWorld } from '@holdfast/testing'
import { describe, expect, test, vi } from 'vitest'
import { countUses } from '../../test/countUses.ts'
import { encrypted } from '../storage/encrypted.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import { createRecord } from './createRecord.ts'
import type { RecordOptions } from './RecordOptions.ts'

type List = readonly string[]
const add = (item: string) => (list: List) => [...list, item]

const openList = (more: Partial<RecordOptions<List>> = {}, seed = 1) => {
  const world = createWorld({ seed })
  const tab = world.openTab()
  const open = (platform = tab.platform) => createRecord<List>({ name: 'list', initial: [], platform, ...more })
  return { world, tab, open, list: open() }
}

describe('an edit', () => {
  test('is replayed over the newest value of another tab', async () => {
    const { world, open, list } = openList()
    const other = open(world.openTab().platform)
    await world.run(Promise.all([list.ready(), other.ready()]))
    await world.run(Promise.all([list.update(add('a')), other.update(add('b')), list.update(add('c'))]))
    await world.advance(100)
    expect([...list.getSnapshot().value].sort()).toEqual(['a', 'b', 'c'])
    expect(other.getSnapshot().value).toEqual(list.getSnapshot().value)
  })

  test('is shown once at every moment, never twice and never gone for a while', async () => {
    for (const storage of [inIndexedDb(), encrypted(inIndexedDb()), inLocalStorage()]) {
      for (let seed = 1; seed <= 10; seed++) {
        const { world, tab, list } = openList({ storage }, seed)
        await world.run(list.ready())
        const lengths: number[] = []
        list.subscribe(() => lengths.push(list.getSnapshot().value.length))
        const updates = [list.update(add('a')), list.update(add('b')), list.update(add('c'))]
        for (let at = 0; at < 10; at++) world.after(at, tab.focus)
        await world.run(Promise.all(updates))
        await world.advance(100)
        expect(lengths).toEqual([1, 2, 3])
      }
    }
  })

  test('that does not fit what is shown before the first read is tried on what is stored', async () => {
    const { world, tab, open, list } = openList()
    await world.run(list.update(add('mug')))
    const again = open(tab.reload().platform)
    const taking = again.update((shown) => {
      if (!shown.includes('mug')) throw new RangeError('There is no mug.')
      return []
    })
    expect(await world.run(taking)).toEqual([])
  })

  test('that throws on what another tab wrote is dropped, rejects, and takes no other with it', async () => {
    const { world, open, list } = openList()
    const other = open(world.openTab().platform)
    await world.run(Promise.all([list.ready(), other.ready()]))
    const first = other.update(add('theirs'))
    const picky = list.update((shown) => {
      if (shown.includes('theirs')) throw new RangeError('no')
      return [...shown, 'picky']
    })
    const plain = list.update(add('plain'))
    expect(list.getSnapshot().value).toEqual(['picky', 'plain'])
    await world.run(first)
    const outcomes = [await world.settle(picky), await world.settle(plain)]
    await world.advance(100)
    const isFirst = outcomes[0]?.status === 'fulfilled'
    expect([...list.getSnapshot().value].sort()).toEqual(isFirst ? ['picky', 'plain', 'theirs'] : ['plain', 'theirs'])
    expect(outcomes[1]?.status).toBe('fulfilled')
  })

  test('that was given up is not made later', async () => {
    const { world, tab, list } = openList()
    await world.run(list.ready())
    tab.setFaults({ indexedDB: 'hangs' })
    const controller = new AbortController()
    const aborted = list.update(add('aborted'), { signal: controller.signal })
    const late = list.update(add('late'), { timeout: 100 })
    await world.advance(50)
    controller.abort()
    expect((await world.settle(aborted)).status).toBe('rejected')
    expect(list.getSnapshot().value).toEqual(['late'])
    expect((await world.settle(late)).status).toBe('rejected')
    expect(list.getSnapshot().value).toEqual([])
    tab.setFaults({ indexedDB: null })
    await world.run(list.update(add('kept'), { timeout: 60_000 }))
    expect(list.getSnapshot().value).toEqual(['kept'])
  })

  test('that declines costs no news, no row and no notice (invariant 14)', async () => {
    const { world, open, list } = openList()
    const other = open(world.openTab().platform)
    await world.run(list.update(add('mug')))
    await world.run(other.ready())
    const before = list.getSnapshot()
    const notices = vi.fn()
    list.subscribe(notices)
    const row = world.rows().get('/list')
    await world.run(list.update((value) => value))
    expect([list.getSnapshot(), world.rows().get('/list')]).toEqual([before, row])
    expect(list.getSnapshot()).toBe(before)
    expect(notices).not.toHaveBeenCalled()
  })

  test.each([
    ['deeper than it could be read again', JSON.parse(`${'['.repeat(150)}${']'.repeat(150)}`)],
    ['with a planted prototype', JSON.parse('{"__proto__":{"isAdmin":true}}')],
  ])('to a value %s rejects with RECORD_INVALID (invariant 10)', async (_name, value) => {
    const world = createWorld()
    const record = createRecord<unknown>({ name: 'it', initial: 0, platform: world.openTab().platform })
    const outcome = await world.settle(record.update(() => value))
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'RECORD_INVALID' } })
  })

  test('reaches what is stored although nobody keeps its promise', async () => {
    const { world, list } = openList()
    void list.update(add('mug'))
    await world.advance(1_000)
    expect(world.rows().get('/list')).toMatchObject({ data: ['mug'] })
  })
})

describe('what a record shows', () => {
  test('is the same object while nothing changes, whatever wakes the page (invariant 14)', async () => {
    const { world, tab, open, list } = openList()
    await world.run(list.update(add('mug')))
    const before = list.getSnapshot()
    const notices = vi.fn()
    list.subscribe(notices)
    const channel = tab.duplicate().platform.openChannel('holdfast:news', () => {})!
    for (const message of [null, 7, {}, { record: '/list', generation: 1 }, { record: '/other', generation: 2 }]) {
      channel.post(message)
      tab.focus()
      await world.advance(10)
    }
    tab.hide()
    tab.show()
    await world.run(open(world.openTab().platform).update(add('mug').bind(null)))
    await world.run(list.update((value) => value))
    expect(notices.mock.calls.length).toBeLessThanOrEqual(1)
    expect(before.value).toEqual(['mug'])
  })

  test('is the copy that localStorage has, before the first read', async () => {
    const { world, tab, open, list } = openList({ storage: inLocalStorage() })
    await world.run(list.update(add('mug')))
    const again = open(tab.reload().platform)
    const seen: unknown[] = []
    again.subscribe(() => seen.push(again.getSnapshot()))
    expect(again.getSnapshot()).toEqual({ status: 'loading', value: ['mug'], isDurable: true })
    const { value } = again.getSnapshot()
    await world.run(again.ready())
    expect(again.getSnapshot()).toEqual({ status: 'ready', value: ['mug'], isDurable: true })
    expect(again.getSnapshot().value).toBe(value)
  })

  test('is corrected by the first read, where the copy is wrong (invariant 10)', async () => {
    const { world, tab, open, list } = openList({ storage: inLocalStorage() })
    await world.run(list.update(add('mug')))
    const { platform } = tab.reload()
    platform.localStorage!.setItem('holdfast:/list', '{"generation":5,"version":1,"data":["planted"]}')
    expect(await world.run(open(platform).ready())).toEqual(['mug'])
  })
})

describe('an app that makes mistakes', () => {
  test('disturbs no record by what its onDegraded throws (invariant 11)', async () => {
    const thrown = new Error('a mistake of the app')
    const { world, tab, list } = openList({
      onDegraded() {
        throw thrown
      },
    })
    const later: (() => void)[] = []
    vi.stubGlobal('queueMicrotask', (work: () => void) => later.push(work))
    tab.setFaults({ indexedDB: 'missing' })
    expect(await world.run(list.update(add('mug')))).toEqual(['mug'])
    expect(await world.run(list.update(add('pen')))).toEqual(['mug', 'pen'])
    expect(later).toHaveLength(1)
    expect(later[0]).toThrow(thrown)
  })

  test.each([
    [{ name: '' }, 'name'],
    [{ name: 'a/b' }, 'name'],
    [{ name: 'x'.repeat(65) }, 'name'],
    [{ keep: 'forever' }, 'keep'],
    [{ version: 0 }, 'version'],
    [{ version: 1.5 }, 'version'],
    [{ merged: () => [] }, 'merged'],
    [{ owner: {} }, 'owner'],
  ])('is told at once what is wrong with %o', (more, word) => {
    const { platform } = createWorld().openTab()
    const options = { name: 'list', initial: [], platform, ...more } as unknown as RecordOptions<List>
    expect(() => createRecord(options)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
    expect(() => createRecord(options)).toThrow(word)
  })
})

describe('stop()', () => {
  test.each([
    ['inIndexedDb()', inIndexedDb],
    ['encrypted(inIndexedDb())', () => encrypted(inIndexedDb())],
  ])(
    'in the midst of an update in %s leaves nothing, and the update is made (invariant 15)',
    async (_name, storage) => {
      for (let at = 0; at < 8; at += 0.4) {
        const world = createWorld()
        const { platform, open } = countUses(world.openTab().platform)
        const list = createRecord<List>({ name: 'list', initial: [], platform, storage: storage() })
        const updating = list.update(add('mug'))
        world.after(at, list.stop)
        expect(await world.run(updating)).toEqual(['mug'])
        list.stop()
        await world.advance(100)
        expect(open).toEqual({ timers: 0, wakes: 0, channels: 0, connections: 0 })
      }
    },
  )

  test('leaves no timer where there is no channel (invariant 15)', async () => {
    const world = createWorld()
    const { platform, open } = countUses(world.openTab({ faults: { channel: 'missing' } }).platform)
    const list = createRecord<List>({ name: 'list', initial: [], platform })
    await world.run(list.ready())
    expect(open.timers).toBe(1)
    list.stop()
    await world.advance(5_000)
    expect(open).toMatchObject({ timers: 0, wakes: 0, connections: 0 })
  })
})
