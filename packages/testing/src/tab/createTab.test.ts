import { expect, test } from 'vitest'
import { createWorld } from '../world/createWorld.ts'
import type { Tab } from './Tab.ts'

const open = (tab: Tab): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = tab.platform.indexedDB!.open('holdfast', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('rows')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const put = (db: IDBDatabase): Promise<void> =>
  new Promise((resolve, reject) => {
    const transaction = db.transaction('rows', 'readwrite')
    transaction.objectStore('rows').put('value', 'key')
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })

test('a wipe clears every storage, and tells whoever has the database open', async () => {
  const world = createWorld()
  const tab = world.openTab()
  const { localStorage, sessionStorage, cookies } = tab.platform
  const db = await world.run(open(tab))
  let closed = 0
  db.onclose = () => closed++
  await world.run(put(db))
  localStorage!.setItem('a', '1')
  sessionStorage!.setItem('b', '2')
  cookies.write('c=3; path=/; max-age=99')
  world.wipe()
  await world.advance(1)
  expect([localStorage!.getItem('a'), sessionStorage!.getItem('b'), cookies.read()]).toEqual([null, null, ''])
  expect([world.rows().keys(), closed]).toEqual([[], 1])
  expect(() => db.transaction('rows')).toThrow('closing')
  await world.run(put(await world.run(open(tab))))
  expect(world.rows().get('key')).toBe('value')
})

test('a cached page comes back, unless a message or a lock has put it out of the cache', async () => {
  const world = createWorld()
  const [quiet, told, locked, teller] = [world.openTab(), world.openTab(), world.openTab(), world.openTab()]
  const wakes: string[] = []
  quiet.platform.onWake((wake) => wakes.push(wake))
  told.platform.openChannel('end', () => {})
  locked.platform.locks!.request('refresh', () => new Promise(() => {}))
  await world.advance(10)
  for (const tab of [quiet, told, locked]) tab.bfcache()
  await world.advance(1)
  teller.platform.openChannel('end', () => {})!.post('over')
  await world.advance(10)
  expect([quiet, told, locked].map((tab) => [tab.restore(), tab.wasEvicted])).toEqual([
    [true, false],
    [false, true],
    [false, true],
  ])
  await world.advance(1)
  expect(wakes).toEqual(['pagehide', 'hidden', 'freeze', 'resume', 'pageshow', 'visible'])
})

test('a duplicate has a copy of sessionStorage; a reload keeps it; another tab has its own', async () => {
  const world = createWorld()
  const tab = world.openTab()
  tab.platform.sessionStorage!.setItem('id', 'one')
  const [copy, other] = [tab.duplicate(), world.openTab()]
  copy.platform.sessionStorage!.setItem('id', 'two')
  const reloaded = tab.reload()
  const seen = [copy, other, reloaded].map(({ platform }) => platform.sessionStorage!.getItem('id'))
  expect(seen).toEqual(['two', null, 'one'])
})

test('without a network requests fail at once, those under way too, and the server may have done its work', async () => {
  const world = createWorld()
  let served = 0
  world.serve('https://api.test', () => new Response(String(++served)))
  const tab = world.openTab()
  const first = tab.platform.fetch('https://api.test/')
  await world.until(() => served === 1)
  tab.goOffline()
  await expect(world.run(first)).rejects.toThrow('Failed to fetch')
  await expect(world.run(tab.platform.fetch('https://api.test/'))).rejects.toThrow('Failed to fetch')
  tab.goOnline()
  const response = await world.run(tab.platform.fetch('https://api.test/'))
  expect(await response.text()).toBe('2')
})

test('a cookie that is too long, HttpOnly or over is not there for scripts', async () => {
  const world = createWorld()
  const { cookies } = world.openTab().platform
  world.cookies().take('secret=1; HttpOnly; Path=/')
  cookies.write(`long=${'x'.repeat(4_093)}; path=/`)
  cookies.write('secret=2; path=/')
  cookies.write('short=1; path=/; max-age=5')
  expect(cookies.read()).toBe('short=1')
  world.sleep(5_000)
  expect(cookies.read()).toBe('')
  expect(world.cookies().header()).toBe('secret=1')
})

test('a prerendered page learns when it is shown', async () => {
  const world = createWorld()
  const tab = world.openTab({ isPrerendering: true })
  const wakes: string[] = []
  tab.platform.onWake((wake) => wakes.push(wake))
  expect([tab.platform.isPrerendering(), tab.platform.isVisible()]).toEqual([true, false])
  tab.activate()
  expect([tab.platform.isPrerendering(), tab.platform.isVisible(), wakes]).toEqual([
    false,
    true,
    ['activated', 'visible'],
  ])
})

test('only who asks for it hears input', () => {
  const tab = createWorld().openTab()
  const heard: string[] = []
  tab.platform.onWake((wake) => heard.push(`without ${wake}`))
  tab.platform.onWake((wake) => heard.push(`with ${wake}`), true)
  tab.input()
  expect(heard).toEqual(['with input'])
})

test('what is broken breaks, and what is mended works again', async () => {
  const world = createWorld()
  const tab = world.openTab({ faults: { indexedDB: 'throws', locks: 'missing', localStorage: 'full' } })
  expect(() => tab.platform.indexedDB).toThrow('blocked')
  expect(tab.platform.locks).toBeNull()
  expect(() => tab.platform.localStorage!.setItem('a', '1')).toThrow('quota')
  tab.setFaults({ indexedDB: 'hangs', locks: 'rejects' })
  const opening = open(tab)
  expect(await world.settle(opening, { limit: 60_000 })).toEqual({ status: 'pending' })
  await expect(world.run(tab.platform.locks!.request('a', () => 1))).rejects.toThrow('blocked')
  tab.setFaults({ indexedDB: 'full', locks: null })
  await expect(world.run(put(await world.run(opening)))).rejects.toThrow('quota')
  tab.setFaults({ indexedDB: null })
  expect(await world.run(tab.platform.locks!.request('a', () => 1))).toBe(1)
})
