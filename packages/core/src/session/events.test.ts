import { describe, expect, test, vi } from 'vitest'
import { ann, bob, openShop, type Page } from '../../test/openShop.ts'
import { inMemory } from '../storage/inMemory.ts'

const EVENTS = ['user-changed', 'signed-in', 'signed-out', 'refreshed', 'expiring', 'degraded'] as const

/** Notes every event and every call of a subscriber, with the status shown at that moment. */
function listen({ session }: Page): string[] {
  const heard: string[] = []
  for (const event of EVENTS) session.on(event, () => heard.push(`${event} (${session.getSnapshot().status})`))
  session.subscribe(() => heard.push(`subscriber (${session.getSnapshot().status})`))
  return heard
}
const events = (heard: string[]): string[] => heard.filter((line) => !line.startsWith('subscriber'))

test('the snapshot is readable first, then events, then subscribers: a cache is cleared before anything renders', async () => {
  const { world, open } = openShop()
  const page = open()
  await world.run(page.session.ready())
  const heard = listen(page)
  await world.run(page.session.signIn(ann))
  const from = heard.indexOf('user-changed (signed-in)')
  expect(heard.slice(from, from + 3)).toEqual([
    'user-changed (signed-in)',
    'signed-in (signed-in)',
    'subscriber (signed-in)',
  ])
  heard.length = 0
  await world.run(page.session.signOut())
  const out = heard.indexOf('user-changed (signed-out)')
  expect(heard.slice(out, out + 3)).toEqual([
    'user-changed (signed-out)',
    'signed-out (signed-out)',
    'subscriber (signed-out)',
  ])
})

test('events say whether it happened here', async () => {
  const { world, openSignedIn } = openShop()
  const [first, second] = await openSignedIn(2)
  const heard: unknown[] = []
  for (const { session, tab } of [first!, second!]) {
    session.on('refreshed', ({ here }) => heard.push([tab.id, 'refreshed', here]))
    session.on('signed-out', ({ here, reason, user }) => heard.push([tab.id, reason, user.id, here]))
  }
  await world.run(first!.session.refresh())
  await world.advance(100)
  await world.run(second!.session.signOut())
  await world.advance(100)
  expect(heard).toHaveLength(4)
  expect(heard).toEqual(
    expect.arrayContaining([
      ['tab1', 'refreshed', true],
      ['tab2', 'refreshed', false],
      ['tab2', 'signed-out', 'ann', true],
      ['tab1', 'elsewhere', 'ann', false],
    ]),
  )
})

describe('no event is fired', () => {
  test('for a restore', async () => {
    const { world, openSignedIn, reload } = openShop()
    const [page] = await openSignedIn()
    const heard = listen(reload(page!))
    await world.advance(1_000)
    expect(heard).toEqual(['subscriber (signed-in)'])
  })

  test('for a restore that has to refresh, but for the refresh', async () => {
    const { world, openSignedIn, reload } = openShop()
    const [page] = await openSignedIn()
    world.sleep(600_000)
    const heard = listen(reload(page!))
    await world.advance(1_000)
    expect(events(heard)).toEqual(['refreshed (signed-in)'])
  })

  test('for a re-check: focus, visibility, network, news without news', async () => {
    const { world, openSignedIn } = openShop()
    const [page, other] = await openSignedIn(2)
    const heard = listen(page!)
    page!.tab.focus()
    page!.tab.hide()
    page!.tab.show()
    page!.tab.goOffline()
    page!.tab.goOnline()
    page!.tab.freeze()
    await world.advance(100)
    page!.tab.resume()
    await world.run(other!.session.extend())
    await world.advance(1_000)
    expect(heard).toEqual([])
  })

  test('for a guest who stays one', async () => {
    const { world, open } = openShop()
    const page = open()
    const heard = listen(page)
    await world.run(page.session.ready())
    page.tab.focus()
    await world.advance(1_000)
    expect(heard).toEqual(['subscriber (signed-out)'])
  })
})

test('a throwing listener disturbs nobody', async () => {
  const thrown: unknown[] = []
  vi.stubGlobal('queueMicrotask', (task: () => void) => {
    try {
      task()
    } catch (error) {
      thrown.push(error)
    }
  })
  const { world, open } = openShop()
  const page = open()
  const broken = (): never => {
    throw new Error('mine')
  }
  page.session.on('signed-in', broken)
  page.session.subscribe(broken)
  const heard = listen(page)
  await world.run(page.session.signIn(ann))
  expect(events(heard)).toEqual(['user-changed (signed-in)', 'signed-in (signed-in)'])
  expect(thrown.length).toBeGreaterThan(1)
})

test('a listener may call anything without deadlock', async () => {
  const { world, open } = openShop()
  const { session } = open()
  const done: unknown[] = []
  session.on('signed-in', () => {
    void session.getAccessToken().then((token) => done.push(typeof token))
    void session.refresh().then(() => done.push('refreshed'))
  })
  session.on('refreshed', () => {
    void session.signOut().then(() => done.push('signed out'))
  })
  await world.run(session.signIn(ann))
  await world.until(() => done.length === 3)
  expect(done.sort()).toEqual(['refreshed', 'signed out', 'string'])
})

test('a listener that has been ended hears nothing', async () => {
  const { world, open } = openShop()
  const { session } = open()
  const listener = vi.fn()
  session.on('signed-in', listener)()
  session.subscribe(listener)()
  session.expiry.subscribe(listener)()
  await world.run(session.signIn(ann))
  expect(listener).not.toHaveBeenCalled()
})

test('no subscriber sees the new user before everybody has heard of them, though a listener signs out (invariant 13)', async () => {
  const shop = openShop()
  const [page] = await shop.openSignedIn()
  let cacheOf = 'ann'
  const mixed: string[] = []
  page!.session.on('user-changed', ({ to }) => {
    if (to?.id === 'bob') void page!.session.signOut()
  })
  page!.session.on('user-changed', ({ to }) => {
    cacheOf = to?.id ?? ''
  })
  page!.session.subscribe(() => {
    const { user } = page!.session.getSnapshot()
    if (user && user.id !== cacheOf) mixed.push(`${user.id} with the cache of ${cacheOf}`)
  })
  await shop.world.run(page!.session.signIn(bob))
  await shop.world.advance(1_000)
  expect(mixed).toEqual([])
})

test('a tab whose session is replaced by one that it cannot read hears of its end', async () => {
  const shop = openShop({ storage: inMemory })
  const { world } = shop
  const [first] = await shop.openSignedIn()
  const heard: string[] = []
  for (const event of ['signed-in', 'user-changed', 'signed-out'] as const)
    first!.session.on(event, (d: any) => heard.push(`${event} ${JSON.stringify(d)}`))
  const second = shop.open()
  await world.run(second.session.signIn(bob))
  await world.advance(2_000)
  expect(heard.map((h) => h.split(' ')[0])).toEqual(['user-changed', 'signed-out'])
})
