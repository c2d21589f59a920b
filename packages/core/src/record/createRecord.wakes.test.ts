import { createWorld, type Tab } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { createRecord } from './createRecord.ts'

const increment = (value: number): number => value + 1
const openCount = (tab: Tab) => createRecord({ name: 'count', initial: 0, platform: tab.platform })

describe('a page that hears nothing (invariant 6)', () => {
  const wakes: [string, (tab: Tab) => void, (tab: Tab) => void][] = [
    ['is shown again', (tab) => tab.hide(), (tab) => tab.show()],
    ['gets the focus', () => {}, (tab) => tab.focus()],
    ['comes online', (tab) => tab.goOffline(), (tab) => tab.goOnline()],
    ['was frozen', (tab) => tab.freeze(), (tab) => tab.resume()],
    ['comes back from the back/forward cache', (tab) => tab.bfcache(), (tab) => expect(tab.restore()).toBe(true)],
  ]
  test.each(wakes)('reads when it %s', async (_name, before, after) => {
    const world = createWorld()
    const tabs = [world.openTab({ faults: { channel: 'drops' } }), world.openTab()] as const
    const counts = tabs.map(openCount)
    await world.run(Promise.all(counts.map((count) => count.ready())))
    before(tabs[1])
    await world.advance(10)
    await world.run(counts[0]!.update(increment))
    await world.advance(5_000)
    expect(counts[1]!.getSnapshot().value).toBe(0)
    after(tabs[1])
    await world.until(() => counts[1]!.getSnapshot().value === 1, { limit: 100 })
  })

  test('does not look every second while nobody sees it, and looks when somebody does', async () => {
    const world = createWorld()
    const tabs = [world.openTab(), world.openTab()] as const
    for (const tab of tabs) tab.setFaults({ channel: 'missing' })
    const counts = tabs.map(openCount)
    await world.run(Promise.all(counts.map((count) => count.ready())))
    tabs[1].hide()
    await world.run(counts[0]!.update(increment))
    await world.advance(30_000)
    expect(counts[1]!.getSnapshot().value).toBe(0)
    tabs[1].show()
    await world.until(() => counts[1]!.getSnapshot().value === 1, { limit: 100 })
  })
})

describe('a page in the back/forward cache', () => {
  test('is not put out by the news of other tabs, and is right when it comes back (invariants 6, 15)', async () => {
    const world = createWorld()
    const tabs = [world.openTab(), world.openTab()] as const
    const counts = tabs.map(openCount)
    await world.run(Promise.all(counts.map((count) => count.ready())))
    tabs[1].bfcache()
    await world.advance(10)
    for (let at = 0; at < 5; at++) await world.run(counts[0]!.update(increment))
    await world.advance(1_000)
    expect([tabs[1].state, tabs[1].wasEvicted]).toEqual(['cached', false])
    expect(tabs[1].restore()).toBe(true)
    await world.until(() => counts[1]!.getSnapshot().value === 5, { limit: 100 })
    await world.run(counts[0]!.update(increment))
    await world.until(() => counts[1]!.getSnapshot().value === 6, { limit: 100 })
  })

  test('holds no connection that could keep others from their database (invariant 8)', async () => {
    const world = createWorld()
    const tabs = [world.openTab(), world.openTab()] as const
    await world.run(openCount(tabs[1]).update(increment))
    tabs[1].bfcache()
    await world.advance(10)
    const deleted = new Promise<void>((resolve) => {
      tabs[0].platform.indexedDB!.deleteDatabase('holdfast').onsuccess = () => resolve()
    })
    await world.run(deleted, { limit: 1_000 })
  })
})

test('a database that is wiped under open pages is an empty record in all of them (invariant 11)', async () => {
  const world = createWorld()
  const counts = [world.openTab(), world.openTab()].map(openCount)
  await world.run(counts[0]!.update(increment))
  await world.run(counts[1]!.ready())
  world.wipe()
  for (const tab of world.tabs) tab.focus()
  await world.until(() => counts.every((count) => count.getSnapshot().value === 0), { limit: 1_000 })
  expect(await world.run(counts[1]!.update(increment))).toBe(1)
  await world.until(() => counts[0]!.getSnapshot().value === 1, { limit: 100 })
})
