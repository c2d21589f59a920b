import type { Page } from '@playwright/test'
import { alice } from '../fixtures/accounts.ts'
import { eventually, pass } from '../fixtures/eventually.ts'
import { openSession } from '../fixtures/openSession.ts'
import { askToken, askUntilNew, expectAll, history, refresh, whoIs } from '../fixtures/readSession.ts'
import { signIn } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

const count = 10

async function expectNeverSignedOut(pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    const shown = await history(page)
    const since = shown.slice(shown.findIndex(({ status }) => status === 'signed-in'))
    expect(since.map(({ status }) => status)).not.toContain('signed-out')
  }
}

for (const [status, retryAfter] of [
  [500, 0],
  [429, 1],
] as const) {
  test(`${status} three times: calls in ${count} tabs wait and succeed, with the retries of one tab (invariants 4, 8)`, async ({
    shop,
    openTabs,
  }) => {
    await shop.change({
      tokenLifetime: 2,
      replay: false,
      failures: { endpoint: 'refresh', kind: 'status', status, count: 3, ...(retryAfter > 0 && { retryAfter }) },
    })
    const tabs = await openTabs(count, { leeway: 0 })
    await signIn(tabs[0], alice)
    const old = shop.newestToken()
    await shop.change({ tokenLifetime: 300 })
    await expectAll(tabs, alice.name)

    const tokens = await Promise.all(tabs.map((tab) => askUntilNew(tab, old)))

    expect(new Set(tokens).size, 'all tabs have the same token').toBe(1)
    const { requests, rotations, reuseDetections } = await shop.counts()
    expect({ refreshes: requests.refresh, rotations, reuseDetections }).toEqual({
      refreshes: 4,
      rotations: 1,
      reuseDetections: 0,
    })
    const times = (await shop.log()).filter(({ what }) => what === 'fault' || what === 'rotated').map(({ at }) => at)
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(Math.min(...gaps), 'the server is given the time it asks for').toBeGreaterThanOrEqual(retryAfter * 1_000)
    await expectNeverSignedOut(tabs)
  })
}

test(`a server that fails for 3 s hears from ${count} tabs no more than from one (invariants 4, 8)`, async ({
  shop,
  openTabs,
}) => {
  const tabs = await openTabs(count)
  await signIn(tabs[0], alice)
  await expectAll(tabs, alice.name)
  await shop.change({ failures: { endpoint: 'refresh', kind: 'status', status: 503, count: null } })
  const since = Date.now()

  const refreshed = tabs.map((tab) => refresh(tab, 3_000))

  expect(new Set(await Promise.all(refreshed))).toEqual(new Set(['SERVER_UNAVAILABLE']))
  await pass(3_000, since)
  // With full jitter over 0.5, 1, 2, 4, 8 s one tab needs about 4 s for 5 tries; 10 tabs begin with 10.
  expect((await shop.counts()).requests.refresh).toBeLessThan(count)
  await expectNeverSignedOut(tabs)
  expect(await askToken(tabs[1]), 'what still holds is used meanwhile').toContain('.')
})

test(`offline for 3 s: calls in ${count} tabs wait and succeed with one refresh (invariants 1, 4)`, async ({
  context,
  shop,
  openTabs,
}) => {
  await shop.change({ tokenLifetime: 4, replay: false })
  const tabs = await openTabs(count, { leeway: 0 })
  await signIn(tabs[0], alice)
  const old = shop.newestToken()
  await expectAll(tabs, alice.name)
  await context.setOffline(true)
  await shop.change({ tokenLifetime: 300 })

  const asked = tabs.map((tab) => askUntilNew(tab, old))
  await eventually(async () => (await history(tabs[0])).at(-1)).toMatchObject({
    status: 'signed-in',
    activity: 'waiting',
    error: 'OFFLINE',
  })
  await pass(3_000)
  expect((await shop.counts()).requests.refresh).toBe(0)
  await context.setOffline(false)

  expect(new Set(await Promise.all(asked)).size).toBe(1)
  expect((await shop.counts()).requests.refresh).toBe(1)
  await expectNeverSignedOut(tabs)
})

test('offline at the start with a token that expired: loading, never signed out, until the network is there (invariant 4)', async ({
  context,
  shop,
  openTabs,
  openBareTab,
}) => {
  await shop.change({ tokenLifetime: 2 })
  const [before] = await openTabs(1, { leeway: 0 })
  await signIn(before, alice)
  await before.evaluate(() => session.stop())
  const old = shop.newestToken()
  await shop.change({ tokenLifetime: 300 })
  const tab = await openBareTab()
  await pass(2_000)
  await context.setOffline(true)

  await openSession(tab, { leeway: 0 })
  const asked = askUntilNew(tab, old)
  await eventually(async () => (await history(tab)).at(-1)).toMatchObject({
    status: 'loading',
    activity: 'waiting',
    error: 'OFFLINE',
  })
  expect(await tab.evaluate(() => session.ready({ timeout: 300 }).catch(({ code }) => code))).toBe('OFFLINE')
  await context.setOffline(false)

  expect(await asked).toContain('.')
  expect(await whoIs(tab)).toBe(alice.name)
  const statuses = new Set((await history(tab)).map(({ status }) => status))
  expect(statuses).toEqual(new Set(['loading', 'signed-in']))
})
