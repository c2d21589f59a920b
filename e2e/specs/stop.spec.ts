import type { Page } from '@playwright/test'
import { alice } from '../fixtures/accounts.ts'
import { watchOpen } from '../fixtures/countOpen.ts'
import { eventually } from '../fixtures/eventually.ts'
import { openSession } from '../fixtures/openSession.ts'
import { askToken, refresh, whoIs } from '../fixtures/readSession.ts'
import { signIn } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

const nothing = { timers: 0, listeners: 0, channels: 0, connections: 0, locks: 0 }
/** Stops the session; resolves with what is open as soon as nothing is, or after a second of the page's own clock. */
async function stop(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    session.stop()
    const since = performance.now()
    for (;;) {
      const open = await countOpen()
      if (Object.values(open).every((count) => count === 0) || performance.now() - since > 1_000) return open
    }
  })
}

const limits = { idleTimeout: 60_000, maxAge: 600_000 }

test('creating a session opens nothing; stop() leaves no timer, listener, channel, connection or lock (invariant 15)', async ({
  context,
  openBareTab,
}) => {
  await context.addInitScript(watchOpen)
  const tab = await openBareTab()
  await tab.evaluate(() => {
    Holdfast.createSession({ source: Holdfast.bearer({ url: '/identity' }) })
  })
  expect(await tab.evaluate(() => countOpen())).toEqual(nothing)

  await openSession(tab, limits)
  await signIn(tab, alice)
  await tab.evaluate(async () => {
    const basket = Holdfast.createRecord({ name: 'basket', initial: 0, owner: session })
    basket.subscribe(() => {})
    await basket.update((value) => value + 1)
  })
  expect(await refresh(tab)).toBe('refreshed')
  const open = await tab.evaluate(() => countOpen())
  for (const what of ['timers', 'listeners', 'channels', 'connections'] as const)
    expect(open[what], what).toBeGreaterThan(0)

  expect(await stop(tab)).toEqual(nothing)

  const deleted = await tab.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.deleteDatabase('holdfast')
        request.onsuccess = () => resolve('deleted')
        request.onblocked = () => resolve('blocked')
      }),
  )
  expect(deleted).toBe('deleted')
})

test('stop() in the middle of a refresh leaves nothing either; calls reject until start() (invariant 15)', async ({
  context,
  shop,
  openBareTab,
}) => {
  await context.addInitScript(watchOpen)
  const tab = await openBareTab()
  await openSession(tab, limits)
  await signIn(tab, alice)
  await shop.change({ delay: 2_000 })
  const refreshed = refresh(tab)
  await eventually(async () => (await shop.counts()).requests.refresh).toBe(1)

  expect(await stop(tab)).toEqual(nothing)

  expect(await refreshed).toBe('STOPPED')
  expect(await askToken(tab)).toBe('STOPPED')
  await tab.evaluate(() => session.start())
  expect(await askToken(tab)).toContain('.')
  expect(await whoIs(tab)).toBe(alice.name)
})
