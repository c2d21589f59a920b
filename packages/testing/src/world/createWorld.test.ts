import { describe, expect, test } from 'vitest'
import type { Tab } from '../tab/Tab.ts'
import { createWorld } from './createWorld.ts'

const openDatabase = (tab: Tab): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = tab.platform.indexedDB!.open('holdfast', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('rows')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const increment = (db: IDBDatabase): Promise<void> =>
  new Promise((resolve, reject) => {
    const transaction = db.transaction('rows', 'readwrite')
    const rows = transaction.objectStore('rows')
    const reading = rows.get('count')
    reading.onsuccess = () => rows.put((reading.result ?? 0) + 1, 'count')
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })

const times = async (count: number, work: () => Promise<unknown>): Promise<void> => {
  for (let done = 0; done < count; done++) await work()
}

describe('the world shows what real browsers do', () => {
  test('a lock around localStorage loses updates, because the next tab still sees the old value', async () => {
    const world = createWorld({ seed: 7 })
    const tabs = [1, 2, 3].map(() => world.openTab())
    const work = tabs.map(({ platform }) =>
      times(50, () =>
        platform.locks!.request('count', async () => {
          const storage = platform.localStorage!
          storage.setItem('count', String(Number(storage.getItem('count')) + 1))
        }),
      ),
    )
    await world.run(Promise.all(work))
    expect(Number(world.localStorage().get('count'))).toBeGreaterThan(0)
    expect(Number(world.localStorage().get('count'))).toBeLessThan(150)
  })

  test('cookies under a lock lose updates too', async () => {
    const world = createWorld({ seed: 7 })
    const tabs = [1, 2, 3].map(() => world.openTab())
    const work = tabs.map(({ platform: { cookies, locks } }) =>
      times(50, () =>
        locks!.request('count', async () => cookies.write(`count=${Number(cookies.read().split('=')[1] ?? 0) + 1}`)),
      ),
    )
    await world.run(Promise.all(work))
    expect(Number(world.cookies().header().split('=')[1])).toBeLessThan(150)
  })

  test('a readwrite transaction of IndexedDB loses none', async () => {
    const world = createWorld({ seed: 7 })
    const databases = await world.run(Promise.all([1, 2, 3].map(() => openDatabase(world.openTab()))))
    await world.run(Promise.all(databases.map((db) => times(50, () => increment(db)))))
    expect(world.rows().get('count')).toBe(150)
  })

  test('a message overtakes the localStorage write that it tells of', async () => {
    const world = createWorld({ seed: 3 })
    const [writer, reader] = [world.openTab(), world.openTab()]
    let stale = 0
    reader.platform.openChannel('news', (message) => {
      if (reader.platform.localStorage!.getItem('at') !== message) stale += 1
    })
    const channel = writer.platform.openChannel('news', () => {})!
    for (let at = 0; at < 50; at++) {
      writer.platform.localStorage!.setItem('at', String(at))
      channel.post(String(at))
      await world.advance(100)
    }
    expect(stale).toBeGreaterThan(10)
    expect(stale).toBeLessThan(50)
    expect(reader.platform.localStorage!.getItem('at')).toBe('49')
  })

  test('a message is not heard by its sender, and keeps its place among the others', async () => {
    const world = createWorld()
    const [writer, reader] = [world.openTab(), world.openTab()]
    const heard: unknown[] = []
    reader.platform.openChannel('news', (message) => heard.push(message))
    const channel = writer.platform.openChannel('news', () => heard.push('own'))!
    for (let at = 0; at < 20; at++) channel.post(at)
    await world.advance(50)
    expect(heard).toEqual(Array.from({ length: 20 }, (_, at) => at))
  })
})

describe('a tab that crashes', () => {
  test('frees its lock within milliseconds, while the server goes on with its request', async () => {
    const world = createWorld({ seed: 5 })
    const [dying, waiting] = [world.openTab(), world.openTab()]
    let served = 0
    world.serve('https://shop.test', async ({ wait }) => {
      await wait(150)
      served = world.now()
      return new Response('done')
    })
    dying.platform.locks!.request('refresh', () => dying.platform.fetch('/refresh', { method: 'POST' }))
    await world.until(() => world.requests[0]?.arrivals === 1)
    let grantedAt = 0
    waiting.platform.locks!.request('refresh', async () => {
      grantedAt = world.now()
    })
    const crashedAt = world.now()
    dying.crash()
    await world.until(() => grantedAt > 0)
    expect(grantedAt - crashedAt).toBeLessThan(45)
    await world.until(() => served > grantedAt)
    await world.advance(1_000)
    expect(world.requests[0]?.status).toBeNull()
  })

  test('takes its uncommitted transaction with it', async () => {
    const world = createWorld()
    const [dying, other] = [world.openTab(), world.openTab()]
    const db = await world.run(openDatabase(dying))
    const transaction = db.transaction('rows', 'readwrite')
    let isPut = false
    transaction.objectStore('rows').put(1, 'a').onsuccess = () => {
      isPut = true
      transaction.objectStore('rows').put(2, 'b')
    }
    await world.until(() => isPut)
    dying.crash()
    await world.run(increment(await world.run(openDatabase(other))))
    expect(world.rows().keys()).toEqual(['count'])
  })

  test('has no timers left', async () => {
    const world = createWorld()
    const tab = world.openTab()
    let fired = 0
    tab.platform.clock.setTimer(() => fired++, 100)
    tab.crash()
    await world.advance(1_000)
    expect(fired).toBe(0)
  })
})

describe('a tab that freezes', () => {
  test('keeps its lock, and hears what it missed before it hears that it may go on', async () => {
    const world = createWorld()
    const [frozen, other] = [world.openTab(), world.openTab()]
    const heard: unknown[] = []
    frozen.platform.openChannel('news', (message) => heard.push(message))
    frozen.platform.onWake((wake) => heard.push(wake))
    frozen.platform.locks!.request('refresh', () => new Promise(() => {}))
    await world.advance(10)
    frozen.freeze()
    let isGranted = false
    other.platform.locks!.request('refresh', () => {
      isGranted = true
    })
    other.platform.openChannel('news', () => {})!.post('hello')
    frozen.platform.clock.setTimer(() => heard.push('timer'), 5)
    await world.advance(5_000)
    expect(heard).toEqual(['freeze'])
    expect(isGranted).toBe(false)
    frozen.resume()
    await world.advance(1)
    expect(heard).toEqual(['freeze', 'hello', 'resume', 'timer'])
  })

  test('finishes its transactions first, unless told to hold them', async () => {
    for (const holdsTransactions of [false, true]) {
      const world = createWorld({ seed: 2 })
      const [frozen, other] = [world.openTab(), world.openTab()]
      const mine = await world.run(openDatabase(frozen))
      const theirs = await world.run(openDatabase(other))
      increment(mine).catch(() => {})
      await world.advance(0.1)
      frozen.freeze({ holdsTransactions })
      const { status } = await world.settle(increment(theirs), { limit: 5_000 })
      expect(status).toBe(holdsTransactions ? 'pending' : 'fulfilled')
    }
  })
})

describe('time', () => {
  test('sleep moves the wall clock and not the steady one; a step moves the device alone', async () => {
    const world = createWorld()
    const { clock } = world.openTab().platform
    const [wall, steady, truth] = [clock.now(), clock.monotonic(), world.trueTime()]
    world.sleep(8 * 3_600_000)
    expect(clock.now() - wall).toBe(8 * 3_600_000)
    expect(clock.monotonic()).toBe(steady)
    world.stepClock(-86_400_000)
    expect(clock.now() - wall).toBe(-16 * 3_600_000)
    expect(world.trueTime() - truth).toBe(8 * 3_600_000)
  })

  test('a timer beyond 2^31 ms waits for its time', async () => {
    const world = createWorld()
    let fired = 0
    world.openTab().platform.clock.setTimer(() => fired++, 2 ** 31 + 1_000)
    await world.advance(2 ** 31)
    expect(fired).toBe(0)
    await world.advance(1_000)
    expect(fired).toBe(1)
  })

  test('a hidden tab gets one timer a second', async () => {
    const world = createWorld()
    const tab = world.openTab({ isVisible: false })
    let firedAt = 0
    await world.advance(300)
    tab.platform.clock.setTimer(() => {
      firedAt = world.now()
    }, 10)
    await world.advance(2_000)
    expect(firedAt).toBe(1_000)
  })

  test('the same seed gives the same run', async () => {
    const run = async (seed: number): Promise<readonly string[]> => {
      const world = createWorld({ seed, isTraced: true })
      const databases = await world.run(Promise.all([1, 2].map(() => openDatabase(world.openTab()))))
      await world.run(Promise.all(databases.map((db) => times(5, () => increment(db)))))
      return world.trace
    }
    expect(await run(4)).toEqual(await run(4))
    expect(await run(4)).not.toEqual(await run(5))
  })
})
