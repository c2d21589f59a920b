import { createWorld } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { encrypted } from '../storage/encrypted.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import { inMemory } from '../storage/inMemory.ts'
import { createRecord } from './createRecord.ts'

const increment = (value: number): number => value + 1

describe('an update', () => {
  const openOne = <T>(initial: T, more = {}) => {
    const world = createWorld()
    const tab = world.openTab()
    return { world, tab, record: createRecord({ name: 'it', initial, platform: tab.platform, ...more }) }
  }

  test('is shown at once, before the first read too', async () => {
    const { world, record } = openOne(0)
    const updating = record.update(increment)
    await Promise.resolve()
    expect(record.getSnapshot()).toMatchObject({ status: 'loading', value: 1 })
    expect(await world.run(updating)).toBe(1)
  })

  test('made before the first read keeps what was stored', async () => {
    const { world, tab, record } = openOne(['a'])
    await world.run(record.update((list) => [...list, 'b']))
    const { platform } = tab.reload()
    const again = createRecord({ name: 'it', initial: ['a'], platform })
    expect(await world.run(again.update((list) => [...list, 'c']))).toEqual(['a', 'b', 'c'])
  })

  test('that declines writes nothing', async () => {
    const { world, record } = openOne(0)
    expect(await world.run(record.update((value) => value))).toBe(0)
    expect(world.rows().get('/it')).toBeUndefined()
  })

  test('that throws is taken back and rejects with what it threw', async () => {
    const { world, record } = openOne(0)
    const outcome = await world.settle(
      record.update(() => {
        throw new RangeError('no')
      }),
    )
    expect(outcome).toMatchObject({ status: 'rejected', reason: new RangeError('no') })
    expect(record.getSnapshot().value).toBe(0)
  })

  const cycle: { self?: unknown } = {}
  cycle.self = cycle
  test.each([
    ['nothing', undefined],
    ['a function', () => {}],
    ['a cycle', cycle],
    ['a bigint', 1n],
    ['a promise', Promise.resolve(1)],
    ['a map', new Map()],
    ['a date inside', { at: new Date(0) }],
    ['no number', Number.NaN],
  ])('to %s rejects with RECORD_INVALID and is never shown', async (_name, value) => {
    for (const storage of [inIndexedDb(), inLocalStorage(), encrypted(inIndexedDb()), inMemory()]) {
      const { world, record } = openOne<unknown>(0, { storage })
      const seen: unknown[] = []
      record.subscribe(() => seen.push(record.getSnapshot().value))
      const outcome = await world.settle(record.update(() => value))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'RECORD_INVALID' } })
      expect(seen.filter((shown) => shown !== 0)).toEqual([])
    }
  })

  test('rejects with the reason of a signal, or with TIMEOUT', async () => {
    const { world, tab, record } = openOne(0)
    tab.setFaults({ indexedDB: 'hangs' })
    const controller = new AbortController()
    const aborted = record.update(increment, { signal: controller.signal })
    const late = record.update(increment, { timeout: 100 })
    controller.abort(new Error('left'))
    expect(await world.settle(aborted)).toMatchObject({ status: 'rejected', reason: new Error('left') })
    expect(await world.settle(late)).toMatchObject({ status: 'rejected', reason: { code: 'TIMEOUT' } })
  })
})

describe('a life', () => {
  test('does nothing before it is used, and leaves nothing after stop() (invariant 15)', async () => {
    const world = createWorld()
    const { platform } = world.openTab()
    const open = { timers: 0, wakes: 0, channels: 0 }
    const count = <A extends unknown[]>(what: keyof typeof open, begin: (...args: A) => () => void) => {
      return (...args: A): (() => void) => {
        open[what] += 1
        let isOpen = true
        const end = begin(...args)
        return () => {
          if (isOpen) open[what] -= 1
          isOpen = false
          end()
        }
      }
    }
    const setTimer = count('timers', (callback: () => void, delay: number) => {
      const end = platform.clock.setTimer(() => {
        open.timers -= 1
        callback()
      }, delay)
      return end
    })
    const watched = Object.create(platform, {
      clock: { value: { ...platform.clock, setTimer } },
      onWake: { value: count('wakes', platform.onWake) },
    })
    const record = createRecord({ name: 'it', initial: 0, platform: watched })
    expect(open).toEqual({ timers: 0, wakes: 0, channels: 0 })
    await world.run(record.update(increment))
    expect(open.wakes).toBeGreaterThan(0)
    record.stop()
    await world.advance(100)
    expect(open).toEqual({ timers: 0, wakes: 0, channels: 0 })
    expect(await world.run(record.update(increment))).toBe(2)
  })

  test('writes nothing while prerendering (invariant 15)', async () => {
    const world = createWorld()
    const tab = world.openTab({ isPrerendering: true })
    const record = createRecord({ name: 'it', initial: 0, platform: tab.platform })
    const updating = record.update(increment, { timeout: 60_000 })
    await world.advance(1_000)
    expect(world.rows().get('/it')).toBeUndefined()
    tab.activate()
    expect(await world.run(updating)).toBe(1)
  })

  test('on a server shows the initial value, and calls reject with BROWSER_ONLY', async () => {
    const record = createRecord({ name: 'it', initial: 0 })
    record.subscribe(() => {})()
    expect(record.getSnapshot()).toMatchObject({ status: 'loading', value: 0 })
    for (const work of [record.ready(), record.update(increment), record.remove()]) {
      await expect(work).rejects.toMatchObject({ code: 'BROWSER_ONLY' })
    }
  })
})
