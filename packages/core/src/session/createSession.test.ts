import { describe, expect, test, vi } from 'vitest'
import { ann, openShop } from '../../test/openShop.ts'
import { bearer } from '../source/bearer.ts'
import { encrypted } from '../storage/encrypted.ts'
import { inCookie } from '../storage/inCookie.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import { inSessionStorage } from '../storage/inSessionStorage.ts'
import type { RecordStorage } from '../storage/RecordStorage.ts'
import { createSession } from './createSession.ts'

const storages: [string, () => RecordStorage][] = [
  ['encrypted(inIndexedDb())', () => encrypted(inIndexedDb())],
  ['inIndexedDb()', inIndexedDb],
  ['inLocalStorage()', inLocalStorage],
  ['encrypted(inLocalStorage())', () => encrypted(inLocalStorage())],
  ['inSessionStorage()', inSessionStorage],
  ['inCookie()', () => inCookie()],
]

describe.each(storages)('a session in %s', (_, storage) => {
  test('is there after a reload, without a request', async () => {
    const { world, reload, openSignedIn } = openShop({ storage })
    const [page] = await openSignedIn()
    const before = await world.run(page!.session.getAccessToken())
    await world.advance(1_000)
    const asked = world.requests.length
    const again = reload(page!)
    const { user, activity } = await world.run(again.session.ready())
    expect([user, activity]).toEqual([{ id: 'ann' }, 'idle'])
    expect(await world.run(again.session.getAccessToken())).toBe(before)
    expect(world.requests.length).toBe(asked)
  })

  test('is refreshed on demand after a reload, and stays the same session', async () => {
    const { world, identity, reload, openSignedIn } = openShop({ storage })
    const [page] = await openSignedIn()
    world.sleep(600_000)
    const again = reload(page!)
    const token = await world.run(again.session.getAccessToken())
    expect(token).toBe(identity.tokens.at(-2))
    expect(again.session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: 'ann' }, activity: 'idle' })
    expect(identity).toMatchObject({ refreshes: 1, reuses: 0 })
  })
})

test("a guest's page load costs no request", async () => {
  const { world, open, reload } = openShop()
  const page = open()
  expect(await world.run(page.session.ready())).toMatchObject({ status: 'signed-out', reason: 'none', user: null })
  expect(await world.run(reload(page).session.ready())).toMatchObject({ status: 'signed-out', reason: 'none' })
  expect(world.requests).toEqual([])
})

test('every tab shows a sign-in within one propagation (invariant 6)', async () => {
  const { world, open } = openShop()
  const [first, second] = [open(), open()]
  await world.run(Promise.all([first.session.ready(), second.session.ready()]))
  await world.run(first.session.signIn(ann))
  await world.until(() => second.session.getSnapshot().user?.id === 'ann', { limit: 100 })
})

test('without a channel the others see it within a second (invariant 6)', async () => {
  const { world, open } = openShop()
  const [first, second] = [open(), open({ faults: { channel: 'missing' } })]
  await world.run(Promise.all([first.session.ready(), second.session.ready()]))
  await world.run(first.session.signIn(ann))
  await world.until(() => second.session.getSnapshot().user?.id === 'ann', { limit: 1_100 })
})

test('two sessions of one name on one page behave as two tabs', async () => {
  const { world, identity, join, openSignedIn } = openShop()
  const [page] = await openSignedIn()
  const twin = join(page!.tab)
  await world.run(twin.session.ready())
  world.sleep(600_000)
  const tokens = await world.run(Promise.all([page!, twin].map(({ session }) => session.getAccessToken())))
  expect(new Set(tokens).size).toBe(1)
  expect(identity.refreshes).toBe(1)
  await world.run(twin.session.signOut())
  await world.until(() => page!.session.getSnapshot().reason === 'elsewhere')
})

test('sessions of different names, or of different back ends, share nothing', async () => {
  const { world, join, openSignedIn } = openShop()
  const [page] = await openSignedIn()
  const admin = join(page!.tab, { name: 'admin' })
  const other = join(page!.tab, { source: bearer({ url: '/other', user: ({ sub }) => ({ id: sub }) }) })
  expect(await world.run(admin.session.ready())).toMatchObject({ status: 'signed-out' })
  expect(await world.run(other.session.ready())).toMatchObject({ status: 'signed-out' })
  expect([admin.session.name, other.session.name]).toEqual(['admin', 'session'])
})

describe('a snapshot', () => {
  test('keeps its identity through focus, news without news and a refresh (invariant 14)', async () => {
    const { world, identity, openSignedIn } = openShop()
    const [first, second] = await openSignedIn(2)
    const rendered = vi.fn()
    second!.session.subscribe(rendered)
    const before = second!.session.getSnapshot()
    second!.tab.focus()
    await world.advance(100)
    await world.run(first!.session.refresh())
    await world.advance(100)
    expect(second!.session.getSnapshot()).toBe(before)
    expect(rendered).not.toHaveBeenCalled()
    expect(identity.refreshes).toBe(1)
  })

  test('shows what is under way', async () => {
    const { world, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    const { session } = page!
    const shown: string[] = []
    session.subscribe(() => shown.push(session.getSnapshot().activity))
    world.sleep(600_000)
    await world.run(session.getAccessToken())
    await world.run(session.signOut())
    expect(shown.filter((activity, index) => activity !== shown[index - 1])).toEqual([
      'refreshing',
      'idle',
      'signing-out',
      'idle',
    ])
  })
})

describe('a seed', () => {
  test('is shown at once, and confirmed without an event or a render (invariant 14)', async () => {
    const { world, reload, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    const { session } = reload(page!)
    session.seed({ user: { id: 'ann' } })
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: 'ann' } })
    const heard = vi.fn()
    session.subscribe(heard)
    for (const event of ['user-changed', 'signed-in', 'signed-out'] as const) session.on(event, heard)
    await world.run(session.getAccessToken())
    expect(heard).not.toHaveBeenCalled()
  })

  test('that the row contradicts is corrected', async () => {
    const { world, open } = openShop()
    const { session } = open()
    session.seed({ user: { id: 'ann' } })
    const changed = vi.fn()
    session.on('user-changed', changed)
    await world.until(() => session.getSnapshot().status === 'signed-out')
    expect(changed).toHaveBeenCalledExactlyOnceWith({ from: { id: 'ann' }, to: null })
    await expect(world.run(session.getAccessToken())).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  })
})

describe('on a server', () => {
  const session = createSession({ source: bearer({ url: '/auth' }) })

  test('a session stays loading, and listening to it is safe', () => {
    session.start()
    session.seed({ user: { id: 'ann', sub: 'ann' } })
    expect(session.getSnapshot()).toMatchObject({ status: 'loading', activity: 'idle', user: null })
    session.subscribe(() => {})()
    session.on('signed-in', () => {})()
    session.expiry.subscribe(() => {})()
    expect(session.expiry.getSnapshot()).toEqual({ endsAt: null, cause: null, isExpiring: false })
    session.stop()
  })

  test('calls reject with BROWSER_ONLY', async () => {
    const calls = [
      session.ready(),
      session.signIn({}),
      session.signOut(),
      session.getAccessToken(),
      session.refresh(),
      session.extend(),
      session.resume(),
      session.fetch('/me'),
      session.adopt({ user: { id: 'ann', sub: 'ann' }, lifetime: null, tokens: null }),
    ]
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'BROWSER_ONLY' })
  })
})

test('options that make no sense are refused when the session is created', () => {
  expect(() => createSession({ source: bearer({ url: '/auth' }), origins: ['https://api.example.com/v1'] })).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION' }),
  )
})
