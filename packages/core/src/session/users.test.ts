import { describe, expect, test, vi } from 'vitest'
import { ann, bob, openShop, type Page } from '../../test/openShop.ts'
import { createRecord } from '../record/createRecord.ts'

const userOf = ({ session }: Page): string | undefined => session.getSnapshot().user?.id

describe('a user switch in another tab (invariant 13)', () => {
  test('is a switch here: one change, no moment without a user or with two', async () => {
    const { world, openSignedIn } = openShop()
    const [first, second] = await openSignedIn(2)
    const heard: unknown[] = []
    first!.session.on('user-changed', (detail) => heard.push(detail))
    first!.session.on('signed-out', (detail) => heard.push(detail))
    first!.session.on('signed-in', (detail) => heard.push(detail))
    await world.run(second!.session.signIn(bob))
    await world.until(() => userOf(first!) === 'bob', { limit: 100 })
    expect(heard).toEqual([
      { from: { id: 'ann' }, to: { id: 'bob' } },
      { user: { id: 'bob' }, here: false },
    ])
  })

  test('aborts the calls under way, and the next one is the other user’s', async () => {
    const { world, openSignedIn } = openShop()
    const [first, second] = await openSignedIn(2)
    world.fault({ fault: { delay: 5_000 }, url: '/me', tab: first!.tab.id })
    const call = first!.session.fetch('/me')
    await world.advance(50)
    await world.run(second!.session.signIn(bob))
    await expect(world.run(call)).rejects.toMatchObject({ name: 'AbortError' })
    const me = first!.session.fetch('/me').then((response) => response.json())
    expect(await world.run(me)).toEqual({ user: 'bob' })
  })

  test('aborts a call that waits for a refresh: it is not sent as somebody else', async () => {
    const { world, openSignedIn } = openShop()
    const [first, second] = await openSignedIn(2)
    world.sleep(600_000)
    world.fault({ fault: { delay: 3_000 }, url: '/refresh' })
    const call = first!.session.fetch('/me')
    await world.advance(200)
    await world.run(second!.session.signIn(bob))
    await expect(world.run(call)).rejects.toMatchObject({ name: 'AbortError' })
    expect(world.requests.filter(({ url }) => url.endsWith('/me'))).toEqual([])
  })

  test('aborts a call for a token that waits: nobody is handed the token of somebody else', async () => {
    const { world, openSignedIn } = openShop()
    const [first, second] = await openSignedIn(2)
    world.sleep(600_000)
    world.fault({ fault: { delay: 3_000 }, url: '/refresh' })
    const call = first!.session.getAccessToken()
    await world.advance(200)
    await world.run(second!.session.signIn(bob))
    await expect(world.run(call)).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('is heard by a tab that slept through it, before it sends anything (invariant 6)', async () => {
    const { world, identity, openSignedIn } = openShop()
    const [first, second] = await openSignedIn(2)
    first!.tab.freeze()
    await world.advance(100)
    await world.run(second!.session.signIn(bob))
    await world.advance(10_000)
    first!.tab.resume()
    await world.advance(1)
    const early = reasonOf(first!.session.fetch('/me').then((response) => response.json()))
    expect(['answered', 'AbortError']).toContain(nameOf(await world.run(early)))
    const me = first!.session.fetch('/me').then((response) => response.json())
    expect(await world.run(me)).toEqual({ user: 'bob' })
    const [bobs] = identity.tokens.slice(-2)
    for (const { headers } of world.requests.filter(({ url }) => url.endsWith('/me')))
      expect(headers.get('authorization')).toBe(`Bearer ${bobs}`)
  })

  test('does not show one user the record of the other, nor take an edit over', async () => {
    const { world, openSignedIn } = openShop()
    const [first, second] = await openSignedIn(2)
    const [mine, theirs] = [first!, second!].map(({ session }) =>
      createRecord({ name: 'wishlist', initial: [] as string[], owner: session }),
    )
    const seen: string[] = []
    mine!.subscribe(() => seen.push(`${userOf(first!)}: ${mine!.getSnapshot().value}`))
    await world.run(mine!.update((list) => [...list, 'a boat']))
    await world.run(second!.session.signIn(bob))
    const edit = reasonOf(mine!.update((list) => [...list, 'a car']))
    expect(await world.run(theirs!.ready())).toEqual([])
    await world.run(edit)
    await world.until(() => userOf(first!) === 'bob')
    await world.advance(1_000)
    expect(theirs!.getSnapshot().value).toEqual([])
    expect(seen.filter((line) => /bob.*(boat|car)/.test(line))).toEqual([])
    await world.run(second!.session.signIn(ann))
    await world.until(() => mine!.getSnapshot().value.includes('a boat'))
  })
})

test('a sign-out aborts calls in every tab (invariant 13)', async () => {
  const { world, openSignedIn } = openShop()
  const [first, second] = await openSignedIn(2)
  world.fault({ fault: { delay: 5_000 }, url: '/me', times: 2 })
  const calls = [first!, second!].map(({ session }) => reasonOf(session.fetch('/me')))
  await world.advance(50)
  await world.run(second!.session.signOut())
  const reasons = await world.run(Promise.all(calls))
  expect(reasons.map(nameOf)).toEqual(['AbortError', 'AbortError'])
})

test('a refresh aborts nothing', async () => {
  const { world, openSignedIn } = openShop()
  const [page] = await openSignedIn()
  world.fault({ fault: { delay: 500 }, url: '/me' })
  const call = page!.session.fetch('/me')
  await world.run(page!.session.refresh())
  expect((await world.run(call)).status).toBe(200)
})

test('a refresh that answers for another user becomes a session of its own (invariant 13)', async () => {
  const { world, identity, join, openSignedIn } = openShop()
  await openSignedIn()
  let id = 'ann'
  const source = {
    signIn: vi.fn(),
    refresh: async () => ({ user: { id }, lifetime: 60_000, tokens: { accessToken: `token of ${id}` } }),
  }
  const { session } = join(world.openTab(), { source, name: 'own' })
  await world.run(session.adopt(await source.refresh()))
  const sessionId = (): unknown => (world.rows().get('own') as { data: { sessionId: unknown } }).data.sessionId
  const before = sessionId()
  const changed = vi.fn()
  session.on('user-changed', changed)
  id = 'bob'
  await world.run(session.refresh())
  await world.until(() => session.getSnapshot().user?.id === 'bob')
  expect(sessionId()).not.toBe(before)
  expect(changed).toHaveBeenCalledExactlyOnceWith({ from: { id: 'ann' }, to: { id: 'bob' } })
  expect(identity.refreshes).toBe(0)
})

/** What a call was rejected with. */
function reasonOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'answered',
    (reason: unknown) => reason,
  )
}

const nameOf = (reason: unknown): unknown => (reason instanceof Error ? reason.name : reason)
