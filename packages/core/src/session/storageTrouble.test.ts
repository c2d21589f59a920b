import { describe, expect, test, vi } from 'vitest'
import { ann, bob, openShop, type Page, type Shop } from '../../test/openShop.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import type { SessionEvents } from './Session.ts'

const KEY = 'session:%2Fauth'
type Degraded = SessionEvents['degraded']

function noteDegraded({ session }: Page): Degraded[] {
  const heard: Degraded[] = []
  session.on('degraded', (detail) => heard.push(detail))
  return heard
}
const statusOf = ({ session }: Page): Promise<number> => session.fetch('/me').then(({ status }) => status)

describe('storage that fails is not signing out (invariant 11)', () => {
  test.each([
    ['no IndexedDB', { indexedDB: 'missing' }],
    ['site data blocked', { indexedDB: 'throws', localStorage: 'throws', sessionStorage: 'throws', cookies: 'throws' }],
    ['private mode, where every request fails', { indexedDB: 'fails' }],
    ['a database that does not open', { indexedDB: 'hangs' }],
    ['a full disk', { indexedDB: 'full' }],
    ['an insecure origin, without digest and keys', { crypto: 'missing', locks: 'missing' }],
    ['nothing at all', { indexedDB: 'missing', localStorage: 'missing', locks: 'missing', channel: 'missing' }],
  ] as const)('%s: sign in, call, refresh and sign out all work, and the app is told once', async (_, faults) => {
    const { world, identity, open } = openShop()
    const page = open({ faults })
    const heard = noteDegraded(page)
    await world.run(page.session.signIn(ann))
    expect(await world.run(statusOf(page))).toBe(200)
    world.sleep(600_000)
    expect(await world.run(statusOf(page))).toBe(200)
    expect(page.session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: 'ann' } })
    await world.run(page.session.signOut())
    expect(page.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'signed-out' })
    expect(identity).toMatchObject({ refreshes: 1, reuses: 0 })
    expect(identity.countAlive()).toBe(0)
    expect(heard.length).toBeLessThanOrEqual(1)
    for (const { record, error } of heard) {
      expect(record).toBe('session')
      expect(error.code).toMatch(/^STORAGE_/)
    }
  })

  test('an app whose bytes live in memory alone is told so', async () => {
    const { world, open } = openShop()
    const page = open({ faults: { indexedDB: 'fails', localStorage: 'throws' } })
    const heard = noteDegraded(page)
    await world.run(page.session.signIn(ann))
    expect(heard).toEqual([
      {
        record: 'session',
        from: expect.any(String),
        to: 'memory',
        error: expect.objectContaining({ code: 'STORAGE_UNAVAILABLE' }),
      },
    ])
  })

  test('a disk that fills up during the session: the visitor stays signed in as long as the token lasts', async () => {
    const { world, identity, openSignedIn } = openShop()
    const pages = await openSignedIn(2)
    for (const { tab } of pages) tab.setFaults({ indexedDB: 'full' })
    await world.advance(300_000)
    expect(await world.run(statusOf(pages[0]!))).toBe(200)
    expect(pages.map(({ session }) => session.getSnapshot().status)).toEqual(['signed-in', 'signed-in'])
    expect(identity.refreshes).toBe(0)
  })

  test('a tab that cannot write the row never spends the refresh token it shares: it waits, and goes on when it can', async () => {
    const { world, identity, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    page!.tab.setFaults({ indexedDB: 'full' })
    world.sleep(600_000)
    await expect(world.run(page!.session.getAccessToken())).rejects.toMatchObject({ code: 'STORAGE_FULL' })
    expect(page!.session.getSnapshot()).toMatchObject({ status: 'signed-in', activity: 'waiting' })
    expect(identity.refreshes).toBe(0)
    page!.tab.setFaults({ indexedDB: null })
    expect(await world.run(page!.session.getAccessToken({ timeout: 60_000 }))).toBe(identity.tokens.at(-2))
    expect(identity).toMatchObject({ refreshes: 1, reuses: 0 })
  })

  test('an answer that could not be written is used here, and written as soon as it can be (invariant 2)', async () => {
    const { world, identity, openSignedIn, reload } = openShop()
    const [page] = await openSignedIn()
    world.sleep(600_000)
    const call = page!.session.getAccessToken()
    await world.until(() => identity.refreshes === 1)
    page!.tab.setFaults({ indexedDB: 'full' })
    expect(await world.run(call)).toBe(identity.tokens.at(-2))
    page!.tab.setFaults({ indexedDB: null })
    await world.advance(60_000)
    const other = reload(page!)
    expect(await world.run(other.session.getAccessToken())).toBe(identity.tokens.at(-2))
    expect(identity).toMatchObject({ refreshes: 1, reuses: 0 })
  })

  test('a disk that is full when the next one signs in: they are signed in, here, and nothing of theirs is revoked', async () => {
    const { world, identity, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    await world.run(page!.session.signOut())
    page!.tab.setFaults({ indexedDB: 'full' })
    await world.run(page!.session.signIn(bob))
    await world.advance(5_000)
    expect(page!.session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: 'bob' } })
    expect(identity.countAlive()).toBe(1)
    expect(await world.run(statusOf(page!))).toBe(200)
  })

  test('a read that fails leaves the session as it is', async () => {
    const { world, identity, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    page!.tab.setFaults({ indexedDB: 'fails' })
    page!.tab.focus()
    await world.advance(5_000)
    expect(page!.session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: 'ann' } })
    expect(await world.run(statusOf(page!))).toBe(200)
    expect(identity.refreshes).toBe(0)
  })

  test('a database server that is lost costs nothing (Safari)', async () => {
    const { world, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    await world.advance(1_500)
    page!.tab.loseDatabase()
    expect(await world.run(statusOf(page!))).toBe(200)
  })
})

describe('absence is an answer (invariant 11)', () => {
  test('a row that was there and is gone ends the session in every tab, and is never written back', async () => {
    const { world, identity, openSignedIn } = openShop()
    const pages = await openSignedIn(2)
    world.wipe()
    for (const { tab } of pages) tab.focus()
    await world.advance(1_000)
    for (const { session } of pages)
      expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'wiped', user: null })
    expect(world.rows().get(KEY)).toBeUndefined()
    await expect(world.run(pages[0]!.session.getAccessToken())).rejects.toMatchObject({ code: 'SIGNED_OUT' })
    await world.advance(600_000)
    expect(world.rows().get(KEY)).toBeUndefined()
    expect(identity.refreshes).toBe(0)
  })

  test('in the midst of a refresh it is not written back either', async () => {
    const { world, identity, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    world.sleep(600_000)
    world.fault({ fault: { delay: 500 }, url: 'refresh' })
    const call = page!.session.getAccessToken().catch((error: unknown) => error)
    await world.until(() => identity.refreshes === 1)
    world.wipe()
    expect(await world.run(call)).toMatchObject({ code: 'SIGNED_OUT' })
    await world.advance(10_000)
    expect(world.rows().get(KEY)).toBeUndefined()
    expect(page!.session.getSnapshot()).toMatchObject({ reason: 'wiped' })
    expect(identity.countAlive()).toBe(0)
  })

  test('afterwards one can sign in again', async () => {
    const { world, openSignedIn } = openShop()
    const [first, second] = await openSignedIn(2)
    world.wipe()
    first!.tab.focus()
    await world.advance(1_000)
    await world.run(first!.session.signIn(bob))
    await world.until(() => second!.session.getSnapshot().user?.id === 'bob')
  })
})

describe('bad bytes in the row are set aside, never trusted, never thrown at the app (invariant 10)', () => {
  async function openOver(
    spoil: (row: any) => unknown,
    storage = inIndexedDb,
  ): Promise<Shop & { page: Page; heard: Degraded[] }> {
    const shop = openShop({ storage })
    const [first] = await shop.openSignedIn()
    first!.tab.close()
    await shop.world.advance(100)
    shop.world.rows().put(KEY, spoil(shop.world.rows().get(KEY)))
    const page = shop.open()
    return { ...shop, page, heard: noteDegraded(page) }
  }
  const deep = (): unknown => JSON.parse(`${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`)

  test.each<[string, (row: any) => unknown]>([
    ['a number', () => 7],
    ['a text', () => '{"generation":1'],
    ['a row without data', ({ data: _, ...row }) => row],
    ['data that is no head', (row) => ({ ...row, data: { sessionId: 7 } })],
    ['an own __proto__', (row) => ({ ...row, data: JSON.parse('{"__proto__":{"grantId":"g"}}') })],
    ['5 MB of text', (row) => ({ ...row, data: 'x'.repeat(5_000_000) })],
    ['data that is very deep', (row) => ({ ...row, data: deep() })],
    ['a secret that was cut short', (row) => ({ ...row, data: { ...row.data, secret: null } })],
    ['a secret of another shape', (row) => ({ ...row, data: { ...row.data, secret: { user: { id: 7 }, tokens: 1 } } })],
    ['a head of an older version that makes no sense', (row) => ({ ...row, version: 0, data: [] })],
  ])('%s', async (_, spoil) => {
    const { world, page, identity } = await openOver(spoil)
    const asked = world.requests.length
    const { status, user } = await world.run(page.session.ready())
    expect([status, user]).toEqual(['signed-out', null])
    expect(world.requests.length).toBe(asked)
    expect(page.tab.errors).toEqual([])
    await world.run(page.session.signIn(bob))
    expect(await world.run(statusOf(page))).toBe(200)
    expect(identity.reuses).toBe(0)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('what made no sense is reported once', async () => {
    const { world, page, heard } = await openOver((row) => ({ ...row, data: { sessionId: 7 } }))
    await world.run(page.session.ready())
    page.tab.focus()
    await world.advance(1_000)
    expect(heard.map(({ error }) => error.code)).toEqual(['STORAGE_CORRUPT'])
  })

  test('a row of a newer version is left as it is; signing in says so, signing out works', async () => {
    const { world, page, heard } = await openOver((row) => ({ ...row, version: 99 }))
    const before = world.rows().get(KEY)
    expect(await world.run(page.session.ready())).toMatchObject({ status: 'signed-out' })
    expect(heard.map(({ error }) => error.code)).toEqual(['RECORD_READ_ONLY'])
    await expect(world.run(page.session.signIn(bob))).rejects.toMatchObject({ code: 'RECORD_READ_ONLY' })
    expect(world.rows().get(KEY)).toEqual(before)
    await world.run(page.session.signOut())
    expect(world.rows().get(KEY)).toMatchObject({ data: { grantId: null } })
    await world.run(page.session.signIn(bob))
  })

  test('a mirror that was planted shows at most a name, and no credential leaves on its word', async () => {
    const { world, open } = openShop({ storage: inLocalStorage })
    const planted = open()
    await world.run(planted.session.signIn(ann))
    const [key, mirror] = [...world.localStorage()][0] as [string, string]
    await world.run(planted.session.signOut())
    planted.tab.platform.localStorage?.setItem(key, mirror)
    planted.tab.close()
    await world.advance(1_000)
    const page = open()
    const changed = vi.fn()
    page.session.on('signed-out', changed)
    expect(await world.run(statusOf(page))).toBe(401)
    expect(world.requests.at(-1)?.headers.has('authorization')).toBe(false)
    expect(page.session.getSnapshot().status).toBe('signed-out')
  })
})
