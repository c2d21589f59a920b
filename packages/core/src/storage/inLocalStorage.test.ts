import { createWorld, type Tab, type World } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { inIndexedDb } from './inIndexedDb.ts'
import { inLocalStorage } from './inLocalStorage.ts'
import type { Draft, OpenOptions, Row, RowAccess } from './RecordStorage.ts'

const KEY = 'holdfast:it'
const draft = (data: unknown): Draft => ({ version: 1, data })
const put = (access: RowAccess, data: unknown) => access.commit(() => draft(data))
const open = (tab: Tab, more: Partial<OpenOptions> = {}) =>
  inLocalStorage().open({ name: 'it', platform: tab.platform, ...more })
const shown = (world: World): Row | null => JSON.parse(world.localStorage().get(KEY) ?? 'null') as Row | null

const openTabs = (count: number, faults = {}, seed = 1) => {
  const world = createWorld({ seed })
  const tabs = Array.from({ length: count }, () => world.openTab({ faults }))
  return { world, tabs, accesses: tabs.map((tab) => open(tab)) }
}

describe('the copy in localStorage', () => {
  test('is written after the commit, never before', async () => {
    const { world, tabs } = openTabs(1)
    const access = open(tabs[0]!)
    const seen: boolean[] = []
    const putting = put(access, 'new')
    for (let at = 0; at < 40; at++)
      world.after(at / 4, () => seen.push(!shown(world) || world.rows().get('it') !== undefined))
    await world.run(putting)
    expect(seen).not.toContain(false)
    expect(shown(world)).toEqual(world.rows().get('it'))
  })

  test('goes with its row', async () => {
    const { world, accesses } = openTabs(1)
    await world.run(put(accesses[0]!, 1))
    await world.run(accesses[0]!.commit(() => null))
    expect(world.localStorage().has(KEY)).toBe(false)
  })

  test('is the newest in the end, whichever tab is slow to write it', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { world, accesses } = openTabs(3, {}, seed)
      await world.run(Promise.all([1, 2, 3, 4].flatMap((data) => accesses.map((access) => put(access, data)))))
      // Every tab hears of the last commit and reads.
      await world.advance(200)
      for (const access of accesses) await world.run(access.read())
      expect(shown(world)).toEqual(world.rows().get('it'))
    }
  })

  test.each([
    ['never goes back to what a slow tab had read', true],
    ['is not removed by a tab that read before there was a row', false],
  ])('%s', async (_name, isThere) => {
    for (let at = 0.1; at < 1.5; at += 0.1) {
      const { world, tabs, accesses } = openTabs(1)
      if (isThere) await world.run(put(accesses[0]!, 'old'))
      else await world.run(accesses[0]!.read())
      const newer = { generation: 9e12, version: 1, data: 'new' }
      // Another tab commits, and its copy is seen before this tab has been given what it read.
      world.after(at, () => tabs[0]!.freeze({ holdsTransactions: true }))
      world.after(at + 5, () => {
        world.rows().put('it', newer)
        tabs[0]!.platform.localStorage!.setItem(KEY, JSON.stringify(newer))
      })
      world.after(at + 10, tabs[0]!.resume)
      await world.run(accesses[0]!.read())
      await world.advance(20)
      expect(shown(world)).toEqual(newer)
    }
  })

  test.each([
    ['what is not in the row of that number', null],
    ['a number that no row has reached', { generation: 9e12, version: 1, data: 'planted' }],
    ['the copy of a row that was wiped', { generation: 1_800_000_100_000, version: 1, data: 'before' }],
  ])('that shows %s is corrected by the next read (invariant 10)', async (_name, planted) => {
    const { world, tabs, accesses } = openTabs(1)
    const row = await world.run(put(inIndexedDb().open({ name: 'it', platform: tabs[0]!.platform }), 'true'))
    const text = planted ?? { ...row, data: 'planted' }
    tabs[0]!.platform.localStorage!.setItem(KEY, JSON.stringify(text))
    expect(accesses[0]!.peek()).toEqual(text)
    await world.run(accesses[0]!.read())
    expect(shown(world)).toEqual(world.rows().get('it'))
  })

  test('that shows a row where there is none goes with the first read', async () => {
    const { world, tabs, accesses } = openTabs(1)
    tabs[0]!.platform.localStorage!.setItem(KEY, JSON.stringify({ generation: 5, version: 1, data: 'gone' }))
    expect(await world.run(accesses[0]!.read())).toBeNull()
    expect(world.localStorage().has(KEY)).toBe(false)
  })

  test('is done without where localStorage is blocked, and that is told once (invariant 11)', async () => {
    for (const localStorage of ['missing', 'throws', 'full']) {
      const { world, tabs } = openTabs(1, { localStorage })
      const reports: string[] = []
      const access = open(tabs[0]!, { onDegraded: (from, to) => reports.push(`${from} > ${to}`) })
      expect(access.peek()).toBeNull()
      await world.run(put(access, 1))
      await world.run(put(access, 2))
      expect(await world.run(access.read())).toMatchObject({ data: 2 })
      expect(reports).toEqual(['localstorage > indexeddb'])
    }
  })

  test('is never taken for the row (invariant 11)', async () => {
    const { world, tabs, accesses } = openTabs(1)
    await world.run(put(accesses[0]!, 1))
    world.rows().delete('it')
    expect(await world.run(open(tabs[0]!).read())).toBeNull()
  })
})

describe('localStorage as the store, where there is no IndexedDB', () => {
  const faults = { indexedDB: 'missing' }

  test('is told of once, and keeps the whole row', async () => {
    const { world, tabs } = openTabs(2, faults)
    const reports: string[] = []
    const onDegraded = (from: string, to: string): void => void reports.push(`${from} > ${to}`)
    const access = open(tabs[0]!, { onDegraded, mirror: () => 'head' })
    expect(await world.run(access.read())).toBeNull()
    await world.run(put(access, { secret: 1 }))
    await world.advance(100)
    expect(await world.run(open(tabs[1]!).read())).toMatchObject({ data: { secret: 1 } })
    expect(reports).toEqual(['indexeddb > localstorage'])
    expect([access.isDurable, access.isShared, access.rowKey]).toEqual([true, true, null])
  })

  test.each(['fails', 'hangs'] as const)(
    'does not say that it is durable where IndexedDB is there and %s: its row will be believed again (invariant 5)',
    async (indexedDB) => {
      const { world, tabs } = openTabs(1)
      await world.run(put(open(tabs[0]!), 'known'))
      const tab = tabs[0]!.reload()
      tab.setFaults({ indexedDB })
      const access = open(tab)
      await world.run(put(access, 'here'))
      expect([access.kind, access.isDurable]).toEqual(['localstorage', false])
      const next = tab.reload()
      next.setFaults({ indexedDB: null })
      expect(await world.run(open(next).read())).toMatchObject({ data: 'known' })
    },
  )

  test('sets aside what a change says makes no sense, and what is no row (invariant 10)', async () => {
    const { world, tabs, accesses } = openTabs(1, faults)
    await world.run(put(accesses[0]!, 'precious'))
    await world.run(accesses[0]!.commit(() => undefined, { keepsOld: true }))
    expect([...world.localStorage().keys()]).toEqual([KEY])
    await world.run(accesses[0]!.commit(() => null, { keepsOld: true }))
    expect([...world.localStorage()]).toEqual([[`${KEY}!aside`, expect.stringContaining('precious')]])
    tabs[0]!.platform.localStorage!.setItem(KEY, 'cut sho')
    await world.run(put(accesses[0]!, 'anew'))
    expect(world.localStorage().get(`${KEY}!aside`)).toBe('cut sho')
  })

  test('is written though there is no room to set anything aside (invariant 11)', async () => {
    const { world, tabs, accesses } = openTabs(1, faults)
    tabs[0]!.platform.localStorage!.setItem(KEY, 'x'.repeat(3_000_000))
    expect(await world.run(put(accesses[0]!, 1))).toMatchObject({ data: 1 })
  })

  test('numbers rows so that they only grow', async () => {
    const { world, accesses } = openTabs(2, faults)
    const rows = await world.run(Promise.all([...accesses, ...accesses].map((access) => put(access, 0))))
    const numbers = rows.map((row) => row!.generation)
    expect(new Set(numbers).size).toBe(4)
  })

  test('removes the row, and leaves it where the change declines or throws', async () => {
    const { world, accesses } = openTabs(1, faults)
    await world.run(put(accesses[0]!, 1))
    expect(await world.run(accesses[0]!.commit(() => undefined))).toMatchObject({ data: 1 })
    const throwing = accesses[0]!.commit(() => {
      throw new RangeError('no')
    })
    expect(await world.settle(throwing)).toEqual({ status: 'rejected', reason: new RangeError('no') })
    expect(await world.run(accesses[0]!.read())).toMatchObject({ data: 1 })
    expect(await world.run(accesses[0]!.commit(() => null))).toBeNull()
    expect(world.localStorage().has(KEY)).toBe(false)
  })

  test('keeps nothing that it could not read again', async () => {
    const { world, accesses } = openTabs(1, faults)
    await world.run(put(accesses[0]!, 'small'))
    const outcome = await world.settle(put(accesses[0]!, 'x'.repeat(2_000_000)))
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'STORAGE_FULL' } })
    expect(await world.run(accesses[0]!.read())).toMatchObject({ data: 'small' })
  })

  test('rejects with STORAGE_FULL where there is no room', async () => {
    const { world, tabs, accesses } = openTabs(1, faults)
    await world.run(put(accesses[0]!, 'small'))
    tabs[0]!.setFaults({ localStorage: 'full' })
    expect(await world.settle(put(accesses[0]!, 'more'))).toMatchObject({ reason: { code: 'STORAGE_FULL' } })
  })

  test.each(['{', 'null', `${'['.repeat(100_000)}`, 'x'.repeat(2_000_000)])(
    'is told of once where its text makes no sense, and starts anew (invariant 10)',
    async (text) => {
      const { world, tabs } = openTabs(1, faults)
      tabs[0]!.platform.localStorage!.setItem(KEY, text)
      const codes: string[] = []
      const access = open(tabs[0]!, { onDegraded: (_from, _to, { code }) => codes.push(code) })
      expect(await world.run(access.read())).toBeNull()
      await world.run(access.read())
      expect(codes).toEqual(['STORAGE_UNAVAILABLE', 'STORAGE_CORRUPT'])
      expect(await world.run(put(access, 1))).toMatchObject({ data: 1 })
    },
  )

  test('costs the others no more than the hold limit when a tab freezes in its turn (invariant 8)', async () => {
    const { world, tabs, accesses } = openTabs(2, faults)
    await world.run(accesses[0]!.read())
    await world.run(accesses[1]!.read())
    void put(accesses[0]!, 'frozen')
    await world.advance(20)
    tabs[0]!.freeze()
    expect((await world.settle(put(accesses[1]!, 'late'), { limit: 16_000 })).status).not.toBe('pending')
  })
})
