import { createWorld, type World } from '@holdfast/testing'
import { describe, expect, test, vi } from 'vitest'
import { encrypted } from '../storage/encrypted.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import { createRecord } from './createRecord.ts'
import type { RecordOptions } from './RecordOptions.ts'

type List = readonly string[]

const openList = (more: Partial<RecordOptions<List>> = {}) => {
  const world = createWorld()
  const tab = world.openTab()
  const open = (platform = tab.platform) => createRecord<List>({ name: 'list', initial: [], platform, ...more })
  return { world, tab, open, list: open() }
}

/** How many commits there have been when `work` is done. */
async function countCommits(world: World, work: Promise<unknown>): Promise<number> {
  let commits = 0
  const end = world.rows().watch(() => {
    commits++
  })
  await world.run(work)
  end()
  return commits
}

describe('edits made at the same time', () => {
  test.each([10, 100])('are one commit, in which %i of them are made once each', async (count) => {
    const { world, list } = openList()
    await world.run(list.ready())
    const add = vi.fn((before: List): List => [...before, 'x'])
    const commits = await countCommits(world, Promise.all(Array.from({ length: count }, () => list.update(add))))
    expect([commits, add.mock.calls.length]).toEqual([1, count])
    expect(world.rows().get('/list')).toMatchObject({ data: Array(count).fill('x') })
  })

  test('that come while others are committed are the next commit, and none is made again', async () => {
    const { world, list } = openList()
    await world.run(list.ready())
    const add = vi.fn((before: List): List => [...before, 'x'])
    const edits: Promise<unknown>[] = []
    for (let edit = 0; edit < 50; edit++) world.after(edit / 10, () => void edits.push(list.update(add)))
    await world.until(() => edits.length === 50)
    await world.run(Promise.all(edits))
    expect(add).toHaveBeenCalledTimes(50)
    expect(list.getSnapshot().value).toHaveLength(50)
  })

  test('are made anew, all of them once, where another tab was faster', async () => {
    const { world, open, list } = openList()
    const other = open(world.openTab().platform)
    await world.run(Promise.all([list.ready(), other.ready()]))
    const add = vi.fn((before: List): List => [...before, 'x'])
    const first = other.update((before) => [...before, 'theirs'])
    await world.run(Promise.all([first, ...Array.from({ length: 20 }, () => list.update(add))]))
    expect(add.mock.calls.length).toBeLessThanOrEqual(60)
    await world.until(() => list.getSnapshot().value.length === 21 && other.getSnapshot().value.length === 21)
  })

  test('resolve with what each of them has made', async () => {
    const { world, list } = openList()
    const add = (item: string) => list.update((before) => [...before, item])
    const [first, removed, last] = await world.run(Promise.all([add('a'), list.remove(), add('b')]))
    expect([first, removed, last]).toEqual([['a'], undefined, ['b']])
    expect(world.rows().get('/list')).toMatchObject({ data: ['b'] })
  })

  test.each([
    ['inIndexedDb()', inIndexedDb],
    ['encrypted(inIndexedDb())', () => encrypted(inIndexedDb())],
    ['inLocalStorage()', inLocalStorage],
  ])('in %s take no other with them that throws, whenever it was given up', async (_, storage) => {
    for (let at = 0; at < 6; at += 0.2) {
      const { world, tab, open, list } = openList({ storage: storage() })
      await world.run(list.ready())
      const controller = new AbortController()
      const kept = list.update((before) => [...before, 'kept'])
      const failing = list.update(() => {
        throw new RangeError('no')
      })
      const leaving = list.update((before) => [...before, 'left'], { signal: controller.signal })
      const last = list.update((before) => [...before, 'last'])
      world.after(at, () => controller.abort(new Error('left')))
      const outcomes = await world.run(Promise.allSettled([kept, last, leaving, failing]))
      expect(outcomes.map(({ status }) => status).slice(0, 2)).toEqual(['fulfilled', 'fulfilled'])
      expect(outcomes[3]).toMatchObject({ reason: new RangeError('no') })
      await world.advance(100)
      const { value } = list.getSnapshot()
      expect(value.filter((item) => item !== 'left')).toEqual(['kept', 'last'])
      if (outcomes[2].status === 'fulfilled') expect(value).toContain('left')
      if (at === 0) expect(value).not.toContain('left')
      // What is shown is what is stored.
      expect(await world.run(open(tab.reload().platform).ready())).toEqual(value)
    }
  })
})

test('what was read is neither checked nor made again while its row is the same', async () => {
  const validate = vi.fn((value: unknown) => ({ value: value as List }))
  const { world, tab, list } = openList({ schema: { '~standard': { version: 1, vendor: 'test', validate } } })
  await world.run(list.update((before) => [...before, 'mug']))
  validate.mockClear()
  const before = list.getSnapshot()
  tab.focus()
  await world.advance(100)
  await world.run(list.update((value) => value))
  expect(validate).not.toHaveBeenCalled()
  expect(list.getSnapshot()).toBe(before)
})

test('a value that somebody vouches for is neither checked nor copied, and checked when it is read', async () => {
  const validate = vi.fn((value: unknown) => ({ value: value as List }))
  const known = new WeakSet<List>()
  const { world, tab, open, list } = openList({
    schema: { '~standard': { version: 1, vendor: 'test', validate } },
    isTrusted: (value) => known.has(value),
  })
  await world.run(list.ready())
  validate.mockClear()
  const mine: List = ['mug']
  known.add(mine)
  await world.run(list.update(() => mine))
  expect(list.getSnapshot().value).toBe(mine)
  expect(validate).not.toHaveBeenCalled()
  expect(await world.run(open(tab.reload().platform).ready())).toEqual(mine)
  expect(validate).toHaveBeenCalled()
})
