import { expect, test, vi } from 'vitest'
import { failingUnseal } from '../../test/failingUnseal.ts'
import { ann, bob, cid, openShop, type User } from '../../test/openShop.ts'
import type { Grant, Source } from '../source/Source.ts'
import { inMemory } from '../storage/inMemory.ts'

const grantOf = (id: string): Grant<User> => ({ user: { id }, lifetime: 600_000, tokens: { accessToken: `t-${id}` } })

test('a double click on the sign-in button leaves a session that lasts, by cookie too', async () => {
  const shop = openShop({ storage: inMemory, server: { isByCookie: true } })
  const { world } = shop
  const page = shop.open()
  await world.run(page.session.ready())
  const calls = [page.session.signIn(ann), page.session.signIn(ann)].map((call) =>
    call.then(
      () => 'ok',
      ({ code }) => code,
    ),
  )
  const outcomes = await world.run(Promise.all(calls))
  await world.advance(2_000)
  await world.run(page.session.refresh().catch(() => {}))
  expect([outcomes, page.session.getSnapshot().status, page.session.getSnapshot().reason]).toEqual([
    expect.anything(),
    'signed-in',
    null,
  ])
})

test('two people who sign in at once by cookie leave one session that lasts', async () => {
  const shop = openShop({ storage: inMemory, server: { isByCookie: true } })
  const { world } = shop
  const [one, two] = [shop.open(), shop.open()]
  await world.run(Promise.all([one.session.ready(), two.session.ready()]))
  const calls = [one.session.signIn(bob), two.session.signIn(cid)].map((call) =>
    call.then(
      () => 'ok',
      ({ code }) => code,
    ),
  )
  const outcomes = await world.run(Promise.all(calls))
  await world.advance(2_000)
  const winner = outcomes[0] === 'ok' ? one : two
  await world.run(winner.session.refresh().catch(() => {}))
  expect([outcomes, winner.session.getSnapshot().status]).toEqual([expect.anything(), 'signed-in'])
})

test('adopting the tokens that are held already does not revoke them', async () => {
  const shop = openShop()
  const [page] = await shop.openSignedIn()
  const [access, refresh] = shop.identity.tokens as [string, string]
  const grant: Grant<User> = {
    user: { id: 'ann' },
    lifetime: 600_000,
    tokens: { accessToken: access, refreshToken: refresh },
  }
  await shop.world.run(page!.session.adopt(grant))
  await shop.world.advance(1_000)
  expect(shop.identity.countAlive()).toBe(1)
})

test('a sign-in that cannot be kept, because the row is of a newer version, is ended at the server', async () => {
  const shop = openShop()
  const [page] = await shop.openSignedIn()
  const key = 'session:%2Fauth'
  const row = shop.world.rows().get(key) as any
  shop.world.rows().put(key, { ...row, version: 99, generation: row.generation + 1 })
  const before = shop.identity.countAlive()
  await shop.world.run(page!.session.signIn(ann).catch(({ code }) => code))
  await shop.world.advance(5_000)
  expect(shop.identity.countAlive()).toBe(before)
})

test("a guest's calls go through after a limit that could not be written", async () => {
  const shop = openShop({ session: { idleTimeout: 60_000 } })
  const [page] = await shop.openSignedIn()
  page!.tab.setFaults({ indexedDB: 'full' })
  await shop.world.advance(120_000)
  expect(page!.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'idle' })
  const outcomes: unknown[] = []
  for (let n = 0; n < 3; n++) {
    outcomes.push(
      await shop.world.run(
        page!.session.fetch('/public').then(
          (r) => r.status,
          ({ name }) => name,
        ),
      ),
    )
    await shop.world.advance(2_000)
  }
  expect(outcomes).toEqual([401, 401, 401])
})

test('input before a clock was set back lengthens no idle limit (invariant 12)', async () => {
  const shop = openShop({ session: { idleTimeout: 1_800_000 } })
  const [page] = await shop.openSignedIn()
  await shop.world.advance(1_000)
  page!.tab.input()
  shop.world.stepClock(-1_200_000)
  await shop.world.advance(2_000_000)
  expect(page!.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'idle' })
})

test('extend() that could not be written says so', async () => {
  const shop = openShop({ session: { idleTimeout: 60_000, warnBefore: 30_000 } })
  const [page] = await shop.openSignedIn()
  await shop.world.advance(40_000)
  page!.tab.setFaults({ indexedDB: 'full' })
  expect(
    await shop.world.run(
      page!.session.extend().then(
        () => 'ok',
        ({ code }) => code,
      ),
    ),
  ).toBe('STORAGE_FULL')
})

test('the idle limit ends the session also where activity could not be written', async () => {
  const shop = openShop({ session: { idleTimeout: 60_000, warnBefore: 30_000 } })
  const [page] = await shop.openSignedIn()
  await shop.world.advance(40_000)
  page!.tab.setFaults({ indexedDB: 'full' })
  page!.tab.input()
  await shop.world.advance(580_000)
  expect(page!.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'idle' })
})

test('a first read that failed once leaves no trouble behind', async () => {
  const trouble = failingUnseal()
  const shop = openShop({ storage: trouble.storage })
  const [page] = await shop.openSignedIn()
  trouble.failures = 1
  const again = shop.reload(page!)
  await shop.world.run(again.session.ready())
  await shop.world.advance(5_000)
  expect(again.session.getSnapshot()).toMatchObject({ status: 'signed-in', activity: 'idle', error: null })
  await shop.world.advance(590_000)
  expect(shop.identity.refreshes).toBe(1)
})

test('a page load without a redirect shows no sign-in (invariant 14)', async () => {
  const shop = openShop()
  const source: Source<User, any> = { signIn: async (id) => grantOf(id), refresh: vi.fn(), resume: async () => null }
  const { session } = shop.join(shop.world.openTab(), { source })
  const seen: string[] = []
  session.subscribe(() => seen.push(session.getSnapshot().activity))
  await shop.world.run(session.ready())
  await shop.world.advance(1_000)
  expect(seen).toEqual(['idle'])
})
