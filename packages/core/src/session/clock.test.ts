import { describe, expect, test } from 'vitest'
import { openShop } from '../../test/openShop.ts'
import type { Grant, Source } from '../source/Source.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

describe.each([
  ['a day forward', DAY],
  ['a day back', -DAY],
  ['an hour forward', HOUR],
  ['an hour back', -HOUR],
])('a wall clock that steps %s (invariant 12)', (_, step) => {
  test('ends no session, costs one refresh at most, and starts no loop', async () => {
    const { world, identity, openSignedIn } = openShop()
    const pages = await openSignedIn(3)
    world.stepClock(step)
    await world.advance(60_000)
    for (const { session } of pages) {
      await world.run(session.getAccessToken())
      expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: 'ann' } })
    }
    expect(identity.refreshes).toBeLessThanOrEqual(1)
    expect(identity.reuses).toBe(0)
    await world.advance(HOUR)
    expect(identity.refreshes).toBeLessThanOrEqual(8)
  })

  test('while a refresh is under way does no harm either', async () => {
    const { world, identity, openSignedIn } = openShop()
    const pages = await openSignedIn(3)
    world.sleep(600_000)
    world.fault({ fault: { delay: 1_000 }, url: 'refresh' })
    const calls = pages.map(({ session }) => session.getAccessToken({ timeout: 60_000 }))
    await world.advance(200)
    world.stepClock(step)
    await world.run(Promise.all(calls))
    await world.advance(60_000)
    expect(pages.map(({ session }) => session.getSnapshot().status)).toEqual(['signed-in', 'signed-in', 'signed-in'])
    expect(identity.refreshes).toBeLessThanOrEqual(3)
    expect(identity).toMatchObject({ reuses: 0, rekeyed: [] })
  })

  test('between two page loads is survived', async () => {
    const { world, identity, openSignedIn, reload } = openShop()
    const [page] = await openSignedIn()
    world.stepClock(step)
    const { session } = reload(page!)
    expect(await world.run(session.ready())).toMatchObject({ status: 'signed-in', user: { id: 'ann' } })
    expect(await world.run(session.fetch('/me').then(({ status }) => status))).toBe(200)
    expect(identity.refreshes).toBeLessThanOrEqual(1)
  })
})

test('a limit counts a forward step as time passed, a backward step ends nothing (invariant 12)', async () => {
  const limited = { session: { idleTimeout: 30 * 60_000 } }
  const back = openShop(limited)
  const [stays] = await back.openSignedIn()
  back.world.stepClock(-DAY)
  await back.world.advance(60_000)
  expect(stays!.session.getSnapshot().status).toBe('signed-in')

  const forward = openShop(limited)
  const [ends] = await forward.openSignedIn()
  forward.world.stepClock(DAY)
  await forward.world.advance(31 * 60_000)
  expect(ends!.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'idle' })
})

test('a clock set back holds up the idle limit until the next look at most, not for a day (invariant 12)', async () => {
  const { world, openSignedIn } = openShop({ session: { idleTimeout: 30 * 60_000 } })
  const [page, untouched] = await openSignedIn(2)
  world.stepClock(-DAY)
  page!.tab.focus()
  await world.advance(31 * 60_000)
  expect(page!.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'idle' })
  expect(untouched!.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'idle' })
})

test('a clock set back while nobody looks makes the idle limit twice as long at most (invariant 12)', async () => {
  const { world, openSignedIn } = openShop({ session: { idleTimeout: 30 * 60_000 } })
  const [page] = await openSignedIn()
  world.stepClock(-DAY)
  await world.advance(61 * 60_000)
  expect(page!.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'idle' })
})

test('a clock set back leaves the value of expiry alone (invariant 14)', async () => {
  const { world, openSignedIn } = openShop({ session: { idleTimeout: 30 * 60_000 } })
  const [page] = await openSignedIn()
  world.stepClock(-DAY)
  page!.tab.focus()
  await world.advance(1_000)
  const expiry = page!.session.expiry.getSnapshot()
  page!.tab.focus()
  await world.advance(1_000)
  expect(page!.session.expiry.getSnapshot()).toBe(expiry)
})

test('a sleep of 8 hours costs one refresh for all tabs (invariants 1, 12)', async () => {
  const { world, identity, openSignedIn } = openShop()
  const pages = await openSignedIn(5)
  world.sleep(8 * HOUR)
  for (const { tab } of pages) tab.focus()
  await world.advance(5_000)
  const tokens = await world.run(Promise.all(pages.map(({ session }) => session.getAccessToken())))
  expect(new Set(tokens).size).toBe(1)
  expect(identity).toMatchObject({ refreshes: 1, reuses: 0 })
})

test('a server clock that runs a day ahead of the device does no harm: expires_in is counted from the receipt (invariant 12)', async () => {
  const shop = openShop()
  shop.world.stepClock(-DAY)
  const [page] = await shop.openSignedIn()
  await shop.world.advance(HOUR)
  expect(await shop.world.run(page!.session.fetch('/me').then(({ status }) => status))).toBe(200)
  expect(shop.identity.refreshes).toBeLessThanOrEqual(7)
})

describe('a grant of 60 days from a source of your own (invariant 12)', () => {
  test('is kept, and refreshed once after 60 days', async () => {
    let refreshes = 0
    const grantOf = (): Grant<{ id: string }> => ({
      user: { id: 'ann' },
      lifetime: 60 * DAY,
      tokens: { accessToken: `token ${refreshes}`, refreshToken: 'r' },
    })
    const source: Source<{ id: string }, unknown> = {
      signIn: async () => grantOf(),
      refresh: async () => {
        refreshes++
        return grantOf()
      },
    }
    const { world, join } = openShop()
    const { session } = join(world.openTab(), { source })
    await world.run(session.signIn({}))
    await world.advance(59 * DAY)
    expect(await world.run(session.getAccessToken())).toBe('token 0')
    expect(refreshes).toBe(0)
    await world.advance(DAY)
    expect(refreshes).toBe(1)
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in' })
  })

  test('a grant without an end is never refreshed by itself', async () => {
    const source: Source<{ id: string }, unknown> = {
      signIn: async () => ({ user: { id: 'ann' }, lifetime: null, tokens: null }),
      refresh: async () => {
        throw new Error('nobody asked')
      },
    }
    const { world, join } = openShop()
    const { session } = join(world.openTab(), { source })
    await world.run(session.signIn({}))
    await world.advance(400 * DAY)
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', activity: 'idle', error: null })
    await expect(world.run(session.getAccessToken())).rejects.toMatchObject({ code: 'NO_TOKEN' })
  })
})
